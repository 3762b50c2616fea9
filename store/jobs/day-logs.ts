import { isDay, type Day } from "../../domain/day.ts";
import { DayCalendar } from "./day-calendar.ts";
import { dayKind } from "./day/day-kind.ts";
import type { DayRecord } from "./day/day-record.ts";
import type { DayState } from "./day/day-state.ts";
import { logsInCalendar } from "./log/calendar.ts";
import { Compactor } from "./log/compactor.ts";
import type { DayLog } from "./log/day-log.ts";
import { listKeys } from "./log/list-keys.ts";
import { dayLog } from "./log/log-keys.ts";
import { openLog, type ProcessContext } from "./log/open-log.ts";
import { dueMarkerKey, putDueMarker } from "./outbox/due-markers.ts";
import type { Hour } from "./outbox/hour.ts";
import { RememberedDays } from "./remembered-days.ts";
import type { KnownLog } from "./sweep/high-water-marks.ts";

/** The logs of all days in this process: one `DayLog` per day, so that all changes of a day share its queue. */
export class DayLogs {
  readonly #context: ProcessContext;
  readonly #logs = new RememberedDays((day) => this.#open(day));
  readonly #calendar: DayCalendar;
  /** Due markers that this process has put. A marker is deleted only after an entry that ends its hour. */
  readonly #markers = new Set<string>();
  readonly #compactor: Compactor;

  constructor(context: ProcessContext) {
    this.#context = context;
    this.#calendar = new DayCalendar(context.objects);
    this.#compactor = new Compactor(context);
  }

  day(day: Day): DayLog<DayState, DayRecord> {
    return this.#logs.day(day);
  }

  /** Returns the log of a day without remembering it, for a caller that reads each day once. */
  passing(day: Day): DayLog<DayState, DayRecord> {
    return this.#logs.passing(day);
  }

  forget(day: Day): void {
    this.#logs.forget(day);
  }

  /**
   * Returns the newest state of a day. A day that was never written costs one read of its calendar, which other days of
   * the month share, and is not remembered.
   */
  async state(day: Day): Promise<DayState> {
    if (this.#logs.passing(day).known === null && !(await this.#calendar.isListed(day))) return dayKind(day).empty;
    return (await this.day(day).read()).state;
  }

  /** Yields every day after `after` that the calendar lists, ascending. An empty `after` begins with the first day. */
  async *days(after: Day = ""): AsyncGenerator<Day> {
    const { objects } = this.#context;
    const firstMonth = `calendar/${after.slice(0, 7)}`;
    for await (const key of listKeys(objects, "calendar/")) {
      if (!/^calendar\/\d{4}-\d{2}$/.test(key) || key < firstMonth) continue;
      const days = (await logsInCalendar(objects, key)).filter((day) => isDay(day) && day > after);
      yield* days.toSorted();
    }
  }

  /** Resolves when no compaction is running. A process that is about to stop waits for this. */
  settled(): Promise<void> {
    return this.#compactor.settled();
  }

  /** Yields the logs that this process holds in memory. */
  *known(): Generator<KnownLog> {
    for (const [day, { knownHead }] of this.#logs.entries())
      if (knownHead !== null) yield { name: dayLog(day), n: knownHead.n, sum: knownHead.sum };
  }

  #open(day: Day): DayLog<DayState, DayRecord> {
    const name = dayLog(day);
    const prepare = async (n: number, records: readonly DayRecord[]): Promise<void> => {
      // A day is found through the calendar only, so it is listed there before it can hold anything.
      if (n === 1) await this.#calendar.register(day);
      for (const record of records) if ("due" in record) await this.#putMarker(record.due, day);
    };
    return openLog(this.#context, { name, kind: dayKind(day), prepare }, this.#compactor);
  }

  async #putMarker(hour: Hour, day: Day): Promise<void> {
    const key = dueMarkerKey(hour, day);
    if (this.#markers.has(key)) return;
    await putDueMarker(this.#context, hour, day);
    // A forgotten marker is only put again.
    if (this.#markers.size >= mostMarkers) this.#markers.clear();
    this.#markers.add(key);
  }
}

const mostMarkers = 10_000;
