import { isDay, type Day } from "../../../domain/day.ts";
import type { SentRef } from "../../conversation-store.ts";
import { Compactor } from "../../jobs/log/compactor.ts";
import type { LogName } from "../../jobs/log/log-keys.ts";
import type { ProcessContext } from "../../jobs/log/open-log.ts";
import { inGroups } from "../../jobs/parallel.ts";
import { documentKeys } from "../document-keys.ts";
import type { JsonObjects } from "../json-objects.ts";
import { ListLog } from "./list-log.ts";

type Kept = SentRef & { id: string };

/** Which messages were sent or ended on each UTC day, as one log a day: `outbox/<day>/<n>`. It has no texts. */
export class SentDays {
  readonly #context: ProcessContext;
  readonly #objects: JsonObjects;
  readonly #compactor: Compactor;
  /** The most recently used last. */
  readonly #days = new Map<Day, ListLog<Kept>>();

  constructor(context: ProcessContext, objects: JsonObjects) {
    this.#context = context;
    this.#objects = objects;
    this.#compactor = new Compactor(context);
  }

  async on(day: Day): Promise<SentRef[]> {
    return (await this.#day(day).items()).map(({ message, conversation, at }) => ({ message, conversation, at }));
  }

  /** A repetition changes nothing. */
  async add(refs: readonly SentRef[]): Promise<void> {
    await inGroups(
      Map.groupBy(refs, ({ at }) => at.slice(0, 10)),
      async ([day, ofDay]) => {
        await this.#day(day).change((items) => {
          const isKnown = new Set(items.map(({ id }) => id));
          return ofDay
            .filter(({ message }) => !isKnown.has(message))
            .slice(0, Math.max(0, mostRefs - items.length))
            .map((ref) => ({ item: { ...ref, id: ref.message } }));
        });
      },
    );
  }

  /** Removes whole days. */
  async sweep(before: Day): Promise<void> {
    const start = documentKeys.sentDays.length;
    let removed: Day | null = null;
    for await (const key of this.#objects.keysUnder(documentKeys.sentDays)) {
      const day = key.slice(start, start + 10);
      // Keys are in the order of their days.
      if (day >= before) return;
      if (!isDay(day) || day === removed) continue;
      await this.#remove(day);
      removed = day;
    }
  }

  /** Resolves when no compaction is running. */
  settled(): Promise<void> {
    return this.#compactor.settled();
  }

  /** The entries go last, because the sweep finds the day by them. */
  async #remove(day: Day): Promise<void> {
    const { entries, snapshots, calendar } = sentDayLog(day);
    this.#days.delete(day);
    await this.#objects.remove(calendar);
    for (const prefix of [snapshots, entries])
      for await (const key of this.#objects.keysUnder(`${prefix}/`)) await this.#objects.remove(key);
  }

  #day(day: Day): ListLog<Kept> {
    const known = this.#days.get(day);
    this.#days.delete(day);
    const log = known ?? new ListLog<Kept>(this.#context, sentDayLog(day), this.#compactor);
    this.#days.set(day, log);
    const [oldest] = this.#days.keys();
    if (this.#days.size > maxDays && oldest !== undefined) this.#days.delete(oldest);
    return log;
  }
}

/** It has a calendar object of its own, so that both can be removed. */
export const sentDayLog = (day: Day): LogName => ({
  entries: documentKeys.sentDay(day),
  snapshots: `snapshots/outbox/${day}`,
  calendar: `calendar/outbox/${day}`,
  entry: day,
});

/** How long a message is listed. */
export const sentDaysKept = 93;
const mostRefs = 5_000;
const maxDays = 32;
