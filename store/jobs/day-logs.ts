import { isDay, type Day } from "../../domain/day.ts";
import { sharing } from "../sharing.ts";
import { dayKind } from "./day/day-kind.ts";
import type { DayRecord } from "./day/day-record.ts";
import type { DayState } from "./day/day-state.ts";
import { logsInCalendar, registerLog, registerLogs } from "./log/calendar.ts";
import { Compactor } from "./log/compactor.ts";
import type { DayLog } from "./log/day-log.ts";
import { listKeys } from "./log/list-keys.ts";
import { dayLog, type LogName } from "./log/log-keys.ts";
import { openLog, type ProcessContext } from "./log/open-log.ts";
import { seal } from "./log/seal.ts";
import { dueMarkerKey, putDueMarker } from "./outbox/due-markers.ts";
import type { Hour } from "./outbox/hour.ts";
import { RememberedDays } from "./remembered-days.ts";
import type { KnownLog } from "./sweep/high-water-marks.ts";

/** The logs of all days in this process: one `DayLog` per day, so that all changes of a day share its queue. */
export class DayLogs {
  readonly #context: ProcessContext;
  readonly #logs: RememberedDays<DayLog<DayState, DayRecord>>;
  /** Days that the calendar lists, as far as this process knows. A day is never removed from it. */
  readonly #listed = new Set<Day>();
  readonly #readMonths = new Map<string, () => Promise<void>>();
  /** Due markers that this process has put. A marker is deleted only after an entry that ends its hour. */
  readonly #markers = new Set<string>();
  readonly #compactor: Compactor;
  /** By month: the days that wait to be listed, and the end of the registration before. */
  readonly #registering = new Map<string, Registration>();
  readonly #registered = new Map<string, Promise<void>>();

  constructor(context: ProcessContext) {
    this.#context = context;
    this.#logs = new RememberedDays((day) => this.#open(day), context.remembered);
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
    if (this.#logs.passing(day).known === null && !(await this.#isListed(day))) return dayKind(day).empty;
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

  /** Makes the entries of a day leave the store in 35 days, because they hold what was removed. */
  async seal(day: Day): Promise<void> {
    if ((await this.state(day)).n === 0) return;
    const { objects, random } = this.#context;
    await seal({ objects, random, name: dayLog(day), kind: dayKind(day) }, this.day(day));
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
      if (n === 1) await this.#register(name);
      for (const record of records) if ("due" in record) await this.#putMarker(record.due, day);
    };
    return openLog(this.#context, { name, kind: dayKind(day), prepare }, this.#compactor);
  }

  /**
   * Lists a day in the calendar, together with the other days of its month that wait for that. Otherwise the days that
   * new hours begin would refuse each other's writes of the month.
   */
  async #register(name: LogName): Promise<void> {
    const { objects } = this.#context;
    const batch = this.#registering.get(name.calendar) ?? this.#beginRegistration(name.calendar);
    batch.names.push(name);
    // Alone, so that one damaged day does not stop the others of its month.
    await batch.done.catch(async () => await registerLog(objects, name));
  }

  #beginRegistration(calendar: string): Registration {
    const names: LogName[] = [];
    const done = this.#registerAfter(this.#registered.get(calendar), calendar, names);
    const batch = { names, done };
    this.#registering.set(calendar, batch);
    this.#registered.set(calendar, done);
    return batch;
  }

  async #registerAfter(earlier: Promise<void> | undefined, calendar: string, names: LogName[]): Promise<void> {
    try {
      await earlier;
    } catch {
      // Its callers got that error.
    }
    // Days that come from now on wait for the next batch.
    this.#registering.delete(calendar);
    await registerLogs(this.#context.objects, calendar, names);
  }

  async #isListed(day: Day): Promise<boolean> {
    if (this.#listed.has(day)) return true;
    const { calendar } = dayLog(day);
    let readMonth = this.#readMonths.get(calendar);
    if (readMonth === undefined) {
      readMonth = sharing(async () => {
        for (const listed of await logsInCalendar(this.#context.objects, calendar)) this.#listed.add(listed);
      });
      this.#readMonths.set(calendar, readMonth);
    }
    await readMonth();
    return this.#listed.has(day);
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

interface Registration {
  names: LogName[];
  done: Promise<void>;
}

const mostMarkers = 10_000;
