import type { AuditEvent } from "../../domain/activity.ts";
import { isDay, type Day } from "../../domain/day.ts";
import type { ActivityStore, DayActivity } from "../activity-store.ts";
import { Compactor } from "../jobs/log/compactor.ts";
import type { DayLog } from "../jobs/log/day-log.ts";
import type { LogName } from "../jobs/log/log-keys.ts";
import { activityKind, recordsOfAct, type ActivityRecord } from "./activity-kind.ts";
import { documentKeys } from "./document-keys.ts";
import { openLog, type ProcessContext } from "../jobs/log/open-log.ts";
import type { JsonObjects } from "./json-objects.ts";

/** Activity as one log for each UTC day: `activity/<day>/<n>`. */
export class ActivityLogs implements ActivityStore {
  readonly #context: ProcessContext;
  readonly #objects: JsonObjects;
  readonly #compactor: Compactor;
  /** The most recently used last. */
  readonly #days = new Map<Day, DayLog<DayActivity, ActivityRecord>>();
  readonly #noted = new Set<string>();

  constructor(context: ProcessContext, objects: JsonObjects) {
    this.#context = context;
    this.#objects = objects;
    this.#compactor = new Compactor(context);
  }

  async noteHome(day: Day, home: Day): Promise<void> {
    const pair = `${day} ${home}`;
    if (this.#noted.has(pair)) return;
    await this.#append(day, ({ homes }) => (homes.includes(home) ? [] : [{ home }]));
    if (this.#noted.size >= maxNoted) this.#noted.clear();
    this.#noted.add(pair);
  }

  async append(act: AuditEvent): Promise<void> {
    await this.#append(act.at.slice(0, 10), (state) => recordsOfAct(state, act));
  }

  async tally(act: AuditEvent): Promise<void> {
    await this.#append(act.at.slice(0, 10), (state) => {
      const known = state.acts.find(({ id }) => id === act.id);
      return recordsOfAct(state, known ? { ...known, count: (known.count ?? 1) + 1 } : { ...act, count: 1 });
    });
  }

  async on(day: Day): Promise<DayActivity> {
    return (await this.#day(day).read()).state;
  }

  async sweep(before: Day): Promise<void> {
    const start = documentKeys.activities.length;
    let removed: Day | null = null;
    for await (const key of this.#objects.keysUnder(documentKeys.activities)) {
      const day = key.slice(start, start + 10);
      // Keys are in the order of their days.
      if (day >= before) return;
      if (!isDay(day) || day === removed) continue;
      await this.#remove(day);
      removed = day;
    }
  }

  /** Resolves when no compaction is running. A process that is about to stop waits for this. */
  async settled(): Promise<void> {
    await this.#compactor.settled();
  }

  async #append(day: Day, decide: (state: DayActivity) => ActivityRecord[]): Promise<void> {
    const change = (state: DayActivity) => ({ records: decide(state), result: undefined });
    await this.#day(day).change({ decide: change, findIn: () => null });
  }

  /** Removes a whole day. The entries go last, because the sweep finds the day by them. */
  async #remove(day: Day): Promise<void> {
    const { entries, snapshots, calendar } = activityLog(day);
    this.#days.delete(day);
    await this.#objects.remove(calendar);
    for (const prefix of [snapshots, entries]) {
      for await (const key of this.#objects.keysUnder(`${prefix}/`)) await this.#objects.remove(key);
    }
  }

  #day(day: Day): DayLog<DayActivity, ActivityRecord> {
    const known = this.#days.get(day);
    this.#days.delete(day);
    const log = known ?? openLog(this.#context, { name: activityLog(day), kind: activityKind }, this.#compactor);
    this.#days.set(day, log);
    const [oldest] = this.#days.keys();
    // A log that is forgotten while it writes finishes its changes.
    if (this.#days.size > maxDays && oldest !== undefined) this.#days.delete(oldest);
    return log;
  }
}

/** The log of one UTC day. It has a calendar object of its own, so that both can be removed. */
export const activityLog = (day: Day): LogName => ({
  entries: documentKeys.activity(day),
  snapshots: `snapshots/activity/${day}`,
  calendar: `calendar/activity/${day}`,
  entry: day,
});

const maxNoted = 10_000;
const maxDays = 64;
