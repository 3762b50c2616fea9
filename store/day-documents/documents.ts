import type { Day } from "../../domain/day.ts";
import { sampleSettings, type Settings } from "../../domain/settings.ts";
import { StoreUnavailable } from "../job-store.ts";
import { keys } from "../keys.ts";
import { jsonCodec, type Codec, type JsonDocument, type Stamped } from "./codec.ts";
import { Committer, type Medium } from "./committer.ts";
import { dayCodec, type Card, type DayDocument } from "./day-document.ts";

/** The documents of one store, each with its one committer in this process. */
export class Documents {
  readonly medium: Medium;
  readonly settings: Committer<JsonDocument<Settings>>;
  readonly open: Committer<JsonDocument<OpenBoard>>;
  readonly #days = new Map<Day, Committer<DayDocument>>();
  #settings: Settings;

  constructor(medium: Medium, timeZone: string) {
    this.medium = medium;
    this.#settings = sampleSettings(timeZone);
    this.settings = new Committer(keys.settings, jsonCodec<Settings>(() => sampleSettings(timeZone)), medium);
    this.open = new Committer(keys.open, jsonCodec<OpenBoard>(() => ({ cards: [] })), medium);
  }

  /** The newest settings; a day that is written for the first time copies its windows from them. */
  async refreshSettings(): Promise<Settings> {
    const { rev, value } = await this.settings.read();
    this.#settings = { ...value, rev };
    return this.#settings;
  }

  day(day: Day): Committer<DayDocument> {
    const known = this.#days.get(day);
    if (known !== undefined) {
      // Last used, last in the map: the first is the one to forget.
      this.#days.delete(day);
      this.#days.set(day, known);
      return known;
    }
    const made = this.document(
      keys.day(day),
      dayCodec(day, () => this.#settings),
    );
    this.#days.set(day, made);
    this.#forget();
    return made;
  }

  /** The day as it would be if it were written for the first time now. */
  fresh(day: Day): DayDocument {
    return dayCodec(day, () => this.#settings).empty();
  }

  /** Puts a small note where there is none; returns what lies there, which another may have put first. */
  async note<T>(key: string, value: T): Promise<T> {
    const { objects, clock } = this.medium;
    for (let attempt = 1; attempt <= noteAttempts; attempt += 1) {
      const put = await objects.put(key, new TextEncoder().encode(JSON.stringify(value)), "absent");
      if (put.outcome === "stored") return value;
      const got = await objects.get(key);
      // Only `note` writes under the keys it is used for.
      if (got.outcome === "found") return JSON.parse(new TextDecoder().decode(got.body)) as T;
      await clock.sleep(20 * 2 ** attempt);
    }
    throw new StoreUnavailable(new Error("A note could not be put"));
  }

  document<D extends Stamped>(key: string, codec: Codec<D>): Committer<D> {
    return new Committer(key, codec, this.medium);
  }

  /** Keeps memory flat however long the history is. A busy committer stays: it is its document's only queue. */
  #forget(): void {
    for (const [day, committer] of this.#days) {
      if (this.#days.size <= remembered) return;
      if (committer.idle) this.#days.delete(day);
    }
  }
}

/** `open.json`: jobs that wait for somebody, whatever their day. */
export interface OpenBoard {
  cards: Card[];
}

const remembered = 128;
const noteAttempts = 5;
