import type { Clock } from "../../domain/clock.ts";
import { isDay, type Day } from "../../domain/day.ts";
import type { Random } from "../../domain/random.ts";
import { StoreUnavailable } from "../job-store.ts";
import type { ObjectStore } from "../port/object-store.ts";
import { dayKind } from "./day/day-kind.ts";
import type { DayRecord } from "./day/day-record.ts";
import type { DayState } from "./day/day-state.ts";
import { logsInCalendar, readCalendar, registerLog } from "./log/calendar.ts";
import { compact } from "./log/compaction.ts";
import { DayLog } from "./log/day-log.ts";
import type { EntryClock } from "./log/entry-clock.ts";
import { listKeys } from "./log/list-keys.ts";
import type { Head } from "./log/log-head.ts";
import { dayLog } from "./log/log-keys.ts";
import { TurnOrder } from "./log/turn-order.ts";
import { RememberedDays } from "./remembered-days.ts";

export interface DayLogsContext {
  objects: ObjectStore;
  clock: Clock;
  random: Random;
  /** Identifies this process in the entries that it writes. */
  process: string;
  /** One for all logs of the process. */
  entryClock: EntryClock;
  /** Receives errors that no caller waits for. */
  report: (error: unknown) => void;
  /** True if processes must take turns because the store itself does not share its lock fairly: S3 and DynamoDB. */
  takesTurns: boolean;
  /** How many bytes of a snapshot justify one more entry that a cold read must read: 16 KB on S3, 4 KB elsewhere. */
  spread_bytes: number;
}

/** The logs of all days in this process: one `DayLog` per day, so that all changes of a day share its queue. */
export class DayLogs {
  readonly #context: DayLogsContext;
  readonly #logs = new RememberedDays((day) => this.#open(day));
  /** Due markers that this process has put. A marker is deleted only after an entry that ends its hour. */
  readonly #markers = new Set<string>();
  readonly #compactions = new Set<Promise<void>>();

  constructor(context: DayLogsContext) {
    this.#context = context;
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
  async settled(): Promise<void> {
    // A compaction begins in the turn of the event loop in which its callers were answered.
    await this.#context.clock.sleep(0);
    while (this.#compactions.size > 0) await Promise.all(this.#compactions);
  }

  #open(day: Day): DayLog<DayState, DayRecord> {
    const { objects, clock, random, process, entryClock, takesTurns } = this.#context;
    const name = dayLog(day);
    const priorityKey = `priority/${name.entries}`;
    const turnOrder = takesTurns ? new TurnOrder({ objects, priorityKey, process, clock, random }) : undefined;
    const compaction = new CompactionTrigger(day, this.#context);
    return new DayLog<DayState, DayRecord>({
      objects,
      name,
      kind: dayKind(day),
      entryClock,
      process,
      clock,
      random,
      ...(turnOrder === undefined ? {} : { turnOrder }),
      prepare: async (n, records) => {
        // A day is found through the calendar only, so it is listed there before it can hold anything.
        if (n === 1) await registerLog(objects, name);
        for (const record of records) if ("due" in record) await this.#putMarker(`due/${record.due}/${day}`);
      },
      afterAppend: (head) => {
        if (compaction.isDue(head.n)) this.#runCompaction(compaction, head);
      },
    });
  }

  async #putMarker(key: string): Promise<void> {
    if (this.#markers.has(key)) return;
    const { objects, clock } = this.#context;
    for (let attempt = 1; ; attempt += 1) {
      const put = await objects.put(key, new Uint8Array(), "any");
      if (put.outcome === "stored") break;
      if (attempt === maxAttempts) throw new StoreUnavailable(new Error("A due marker cannot be put", { cause: put }));
      await clock.sleep(attempt * retryAfter_ms);
    }
    // A forgotten marker is only put again.
    if (this.#markers.size >= mostMarkers) this.#markers.clear();
    this.#markers.add(key);
  }

  #runCompaction(compaction: CompactionTrigger, head: Head<DayState>): void {
    const running = compaction
      .run(head)
      .catch(this.#context.report)
      .finally(() => this.#compactions.delete(running));
    this.#compactions.add(running);
  }
}

/** Decides when a day is compacted: when its entries cost a cold reader as much as a snapshot costs to write. */
class CompactionTrigger {
  readonly #day: Day;
  readonly #context: DayLogsContext;
  /** The first number at which a compaction can be due. Other processes may have compacted since, so it is a lower bound. */
  #dueAt = entriesBeforeSnapshot;
  #isRunning = false;

  constructor(day: Day, context: DayLogsContext) {
    this.#day = day;
    this.#context = context;
  }

  isDue(n: number): boolean {
    return !this.#isRunning && n >= this.#dueAt;
  }

  async run(head: Head<DayState>): Promise<void> {
    const { objects, random } = this.#context;
    const name = dayLog(this.#day);
    this.#isRunning = true;
    try {
      if (head.n < (await this.#readDueAt())) return;
      await compact({ objects, name, kind: dayKind(this.#day), random }, head);
      await this.#readDueAt();
    } finally {
      this.#isRunning = false;
    }
  }

  async #readDueAt(): Promise<number> {
    const { objects, spread_bytes } = this.#context;
    const { entry } = await readCalendar(objects, dayLog(this.#day));
    const { n, bytes } = entry.snapshot ?? { n: 0, bytes: 0 };
    this.#dueAt = n + entriesBeforeSnapshot + Math.ceil(bytes / spread_bytes);
    return this.#dueAt;
  }
}

const entriesBeforeSnapshot = 64;
const mostMarkers = 10_000;
const maxAttempts = 5;
const retryAfter_ms = 50;
