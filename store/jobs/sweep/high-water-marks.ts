import type { ObjectStore } from "../../port/object-store.ts";
import { raiseMarks } from "../log/calendar.ts";
import type { LogName } from "../log/log-keys.ts";

/** A log, and the last entry that this process knows of it. */
export interface KnownLog {
  name: LogName;
  n: number;
  sum: string;
}

/**
 * Writes into the calendar how far each log has come. The calendar is outside the log's own prefix, so a log that loses
 * its newest entries, or all of them, is recognized as damaged and never begins again at entry 1.
 */
export class HighWaterMarks {
  readonly #objects: ObjectStore;
  readonly #known: () => Iterable<KnownLog>;
  /** The number that this process last wrote, by log. */
  readonly #written = new Map<string, number>();

  constructor(objects: ObjectStore, known: () => Iterable<KnownLog>) {
    this.#objects = objects;
    this.#known = known;
  }

  /** One compare-and-swap for each calendar object with a log that changed. */
  async raise(): Promise<void> {
    const changed = [...this.#known()].filter(({ name, n }) => n > (this.#written.get(name.entries) ?? 0));
    for (const [calendar, logs] of Map.groupBy(changed, ({ name }) => name.calendar)) {
      await raiseMarks(this.#objects, calendar, new Map(logs.map(({ name, n, sum }) => [name.entry, { n, sum }])));
      for (const { name, n } of logs) this.#written.set(name.entries, n);
    }
  }
}
