import type { DayLog } from "../jobs/log/day-log.ts";
import { raiseMarks } from "../jobs/log/calendar.ts";
import { documentLog, type LogName } from "../jobs/log/log-keys.ts";
import type { LogKind } from "../jobs/log/log-kind.ts";
import { openAtNewest } from "../jobs/log/open-at-newest.ts";
import { openLog, type ProcessContext } from "../jobs/log/open-log.ts";
import { deleteReplaced, sealReplaced } from "../jobs/log/delete-replaced.ts";

/** A value and the number of changes that led to it; 0 if it was never changed. */
export interface Revision<Value> {
  rev: number;
  value: Value;
}

/**
 * A mutable record: a log whose entries each hold the whole value. The newest entry is the value. It has the guarantees
 * of a day log: a confirmed change is durable, in every later read, and applied once. Throws `StoreUnavailable`,
 * `OutcomeUnknown`, and `UnreadableDocument` if an entry is damaged or the newest one has vanished.
 */
export class DocumentLog<Value> {
  readonly #context: ProcessContext;
  readonly #name: LogName;
  readonly #log: DayLog<Revision<Value>, Revision<Value>>;

  /** Entries are `<key>/<n>`, or as the name says. `empty` is the value before the first change. */
  constructor(context: ProcessContext, key: string | LogName, empty: Value) {
    this.#context = context;
    this.#name = typeof key === "string" ? documentLog(key) : key;
    const kind: LogKind<Revision<Value>, Revision<Value>> = {
      empty: { rev: 0, value: empty },
      apply: (_, revision) => revision,
      recordsOf: (revision) => [revision],
    };
    this.#log = openLog(context, { name: this.#name, kind, opening: openAtNewest });
  }

  /** Returns the newest value. */
  async read(): Promise<Revision<Value>> {
    return (await this.#log.read()).state;
  }

  /**
   * Applies a pure change to the newest value and its revision. An equal value writes nothing. What `apply` throws passes
   * through, and nothing changes.
   */
  async change(apply: (value: Value, rev: number) => Value): Promise<Revision<Value>> {
    // A put may only follow a fresh proof. Otherwise an entry that was put after a long pause could be deleted before
    // this process finds it again, and the outcome would stay unknown.
    await this.#log.read();
    const { revision, isChanged } = await this.#log.change({
      decide: (before) => {
        const value = apply(before.value, before.rev);
        if (isEqual(value, before.value)) return { records: [], result: { revision: before, isChanged: false } };
        const revision = { rev: before.rev + 1, value };
        return { records: [revision], result: { revision, isChanged: true } };
      },
      // The write id finds it: no value says which changes led to it.
      findIn: () => null,
    });
    if (isChanged && revision.rev === 1) await this.#markFirst();
    return revision;
  }

  /**
   * Marks in the calendar how far the log reached, and deletes entries that were replaced more than 35 days ago. Call it
   * hourly, for each record that changed.
   */
  async upkeep(): Promise<void> {
    const { n, sum } = await this.#log.read();
    if (n > 0) await deleteReplaced(this.#context.objects, this.#name, { n, sum });
  }

  /** Makes the entries before the newest one leave the store in 35 days, because they hold what was removed. */
  async seal(): Promise<void> {
    const { n, sum } = await this.#log.read();
    if (n > 0) await sealReplaced(this.#context.objects, this.#name, { n, sum });
  }

  /** Without a mark, a log that vanished would look like one that was never written. */
  async #markFirst(): Promise<void> {
    const { calendar, entry } = this.#name;
    try {
      const { n, sum } = await this.#log.read();
      await raiseMarks(this.#context.objects, calendar, new Map([[entry, { n, sum }]]));
    } catch (error) {
      // The change is durable. The hourly upkeep marks it.
      this.#context.report(error);
    }
  }
}

const isEqual = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
