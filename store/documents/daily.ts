import type { Day } from "../../domain/day.ts";
import type { DailyStore, Finished } from "../daily-store.ts";
import { documentKeys } from "./document-keys.ts";
import type { JsonObjects } from "./json-objects.ts";

/** One object. A lost change only repeats a run, which the keys of its messages make harmless. */
export class DailyObject implements DailyStore {
  readonly #objects: JsonObjects;

  constructor(objects: JsonObjects) {
    this.#objects = objects;
  }

  begin(today: Day): Promise<Finished> {
    return this.#change((stored) => stored ?? { reminder: today, rental: today });
  }

  finish(run: keyof Finished, day: Day): Promise<Finished> {
    return this.#change((stored) => {
      if (stored === null) return { reminder: day, rental: day };
      return stored[run] >= day ? stored : { ...stored, [run]: day };
    });
  }

  async #change(apply: (stored: Finished | null) => Finished): Promise<Finished> {
    return await this.#objects.change<Finished, Finished>(documentKeys.daily, (stored) => {
      const value = apply(stored);
      return { value, result: value };
    });
  }
}
