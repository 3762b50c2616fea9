import { DomainError } from "../../domain/domain-error.ts";
import type { Random } from "../../domain/random.ts";
import type { FullWindow } from "../job-store.ts";
import { type OutChange, type WindowChange, outWrites } from "./change.ts";
import { forceFrom, giveBack, pick, takeFrom } from "./counter.ts";
import type { Days } from "./days.ts";
import { layout, windowKey } from "./layout.ts";
import { leftOn } from "./out-item.ts";
import { stamped, type Write } from "./write.ts";

/**
 * The places that one change takes and gives back, as writes of its transaction. At first a counter is taken on trust;
 * once a transaction was refused for its places, they are looked at: either they are gone, which is the refusal that a
 * person reads, or what this process believed was old.
 */
export class Places {
  readonly #days: Days;
  readonly #random: Random;
  readonly #windows: WindowChange[];
  readonly #outs: OutChange[];

  constructor(days: Days, random: Random, { windows, outs }: { windows: WindowChange[]; outs: OutChange[] }) {
    this.#days = days;
    this.#random = random;
    this.#windows = windows;
    this.#outs = outs;
  }

  async writes({ looked }: { looked: boolean }): Promise<Write[]> {
    for (const { resource, month } of this.#outs) await this.#days.countOut(resource, month);
    const writes: Write[] = [];
    for (const change of this.#windows) writes.push(...(await this.#writesOf(change, looked)));
    return [...once(writes), ...outWrites(this.#outs)];
  }

  /** The same for a job that had its places elsewhere: whatever is left here. */
  async forced(): Promise<Write[]> {
    for (const { resource, month } of this.#outs) await this.#days.countOut(resource, month);
    const writes: Write[] = [];
    for (const change of this.#windows) {
      const { day, window, count } = change;
      this.#days.forget(day);
      const left = count > 0 ? pick(await this.#days.counters(day, window), count, 0) : null;
      if (count > 0 && left === null) {
        await this.#days.offer(day, window);
        writes.push(forceFrom(day, window, count));
      } else {
        writes.push(...(await this.#writesOf(change, true)));
      }
    }
    return [...once(writes), ...outWrites(this.#outs, true)];
  }

  /** Looks at what is left. Throws `window_full` for the first day on which it is not enough. */
  async look(): Promise<void> {
    const full: FullWindow[] = [];
    for (const { day, window, count } of this.#windows) {
      this.#days.forget(day);
      if (count > 0 && pick(await this.#days.counters(day, window), count, 0) === null) full.push({ day, window });
    }
    for (const { resource, month, counts } of this.#outs) {
      const out = await this.#days.out(resource, month);
      for (const [day, count] of counts) {
        if (count > 0 && out !== null && leftOn(out, day) < count) full.push({ day, window: null, resource });
      }
    }
    const [first] = full.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    if (first !== undefined) throw fullAt(first);
  }

  async #writesOf({ day, window, count }: WindowChange, looked: boolean): Promise<Write[]> {
    const of = (await this.#days.known(day)).counters[windowKey(window)];
    if (of === undefined) {
      // Offered by now, perhaps, by another process.
      this.#days.forget(day);
      const { counters, stamp } = await this.#days.known(day);
      if (counters[windowKey(window)] !== undefined) return await this.#writesOf({ day, window, count }, looked);
      if (count > 0) throw fullAt({ day, window });
      // Nothing is counted where nothing is offered, for as long as that is so.
      return [{ check: layout.day(day), when: stamped(stamp) }];
    }
    const first = Math.floor(this.#random.fraction() * of);
    if (count < 0) return [giveBack(day, window, first, of, -count)];
    if (count === 1 && !looked) return [takeFrom(day, window, first, of, count)];
    const picked = pick(await this.#days.counters(day, window), count, first);
    if (picked === null) throw fullAt({ day, window });
    return [...picked].map(([counter, here]) => takeFrom(day, window, counter, of, here));
  }
}

/** A transaction looks at an item once, however many of its windows a job leaves. */
const once = (writes: Write[]): Write[] => {
  const days = new Set<string>();
  return writes.filter((write) => {
    if (!("check" in write)) return true;
    const name = `${write.check.pk} ${write.check.sk}`;
    return !days.has(name) && days.add(name);
  });
};

const fullAt = (facts: FullWindow): DomainError =>
  new DomainError(
    "window_full",
    facts.resource === undefined ? "That window is full." : "All of them are out on that day.",
    {
      facts: { ...facts },
    },
  );
