import { activityDays } from "../../domain/activity.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import { instantOf, type Clock, type Instant } from "../../domain/clock.ts";
import type { Day } from "../../domain/day.ts";
import { expiryOf } from "../../domain/expiry.ts";
import { homeDayOf } from "../../domain/job-id.ts";
import type { Archive, ArchivedDay, ArchivedMessage } from "../archive.ts";
import { readArchivedMessage } from "../archived-message.ts";
import { UnreadableDocument } from "../job-store.ts";
import { changeDay } from "../jobs/change-day.ts";
import { hoursOf, type DaySettings } from "../jobs/day/day-capacity.ts";
import { dayKind } from "../jobs/day/day-kind.ts";
import type { DayState, OutboxEntry } from "../jobs/day/day-state.ts";
import type { DayLogs } from "../jobs/day-logs.ts";
import type { JobWriter } from "../jobs/job-writer.ts";
import { raiseMarks } from "../jobs/log/calendar.ts";
import { dayLog } from "../jobs/log/log-keys.ts";
import type { ObjectStore } from "../port/object-store.ts";
import { inGroups } from "../jobs/parallel.ts";
import { assertListedDays } from "./listed-days.ts";
import { readLogAt } from "./read-log-at.ts";

export interface DayArchiveContext {
  objects: ObjectStore;
  days: Pick<DayLogs, "day" | "days" | "forget" | "passing">;
  clock: Clock;
  settings: () => Promise<DaySettings>;
  writer: Pick<JobWriter, "adopt">;
  adoption: Pick<Archive, "readAdoption" | "writeAdoption">;
}

/**
 * Exports the logs of all days, and imports jobs. Reservations are not exported: each job says what it uses, so the
 * import makes them again. One day is in memory at a time.
 */
export class DayArchive implements Archive {
  readonly #context: DayArchiveContext;

  constructor(context: DayArchiveContext) {
    this.#context = context;
  }

  async *days({
    after = "",
    at,
    unreadable,
  }: {
    after?: Day;
    at?: Instant;
    unreadable?: (error: UnreadableDocument) => void;
  } = {}): AsyncGenerator<ArchivedDay> {
    const read = async (part: () => Promise<DayState | null>): Promise<DayState | null> => {
      try {
        return await part();
      } catch (error) {
        if (!(error instanceof UnreadableDocument) || unreadable === undefined) throw error;
        unreadable(error);
        return null;
      }
    };
    // A day that the calendar lost would be left out without a word.
    await read(async () => {
      await assertListedDays(this.#context.objects);
      return null;
    });
    for await (const day of this.#context.days.days(after)) {
      const state = await read(() => this.#readDay(day, at));
      if (state === null) continue;
      const archived = archivedDay(state);
      if (archived.jobs.length > 0 || archived.capacity !== null) yield archived;
    }
  }

  async adopt({ day, capacity, jobs, messages, told = {} }: ArchivedDay): Promise<void> {
    for (const { id } of jobs) if (homeDayOf(id) !== day) throw new RangeError(`${id} is no job of ${day}`);
    const { days, clock, settings, writer } = this.#context;
    const current = await settings();
    if (capacity !== null) await this.#adoptCapacity(day, capacity);
    const now_ms = clock.now();
    const [now, recently] = [instantOf(now_ms), instantOf(now_ms - activityDays * 86_400_000)];
    const waiting = Map.groupBy(messages, ({ job }) => job);
    // Jobs that wait at the same time go out in one entry.
    await inGroups(
      jobs,
      async (job) => {
        const expires = expiryOf(job, current);
        // A view that has expired is not published, unless the activity page still shows the job.
        const isShown = expires === null || expires > now || job.updated_at > recently;
        await writer.adopt(job, {
          waiting: (waiting.get(job.id) ?? []).map((message) => waitingEntry(message, now_ms)),
          told: told[job.id],
          isShown,
        });
      },
      64,
    );
    await this.#mark(day);
    // A store may have more days than memory holds.
    days.forget(day);
  }

  readAdoption(): ReturnType<Archive["readAdoption"]> {
    return this.#context.adoption.readAdoption();
  }

  writeAdoption(...parts: Parameters<Archive["writeAdoption"]>): Promise<void> {
    return this.#context.adoption.writeAdoption(...parts);
  }

  async #readDay(day: Day, at: Instant | undefined): Promise<DayState> {
    const { objects, days } = this.#context;
    if (at === undefined) return (await days.passing(day).read()).state;
    return await readLogAt(objects, dayLog(day), dayKind(day), at);
  }

  /** Records how far the day came, so that its loss is noticed also before a server has run on this store for an hour. */
  async #mark(day: Day): Promise<void> {
    const { objects, days } = this.#context;
    const { n, sum } = await days.day(day).read();
    if (n > 0) await raiseMarks(objects, dayLog(day).calendar, new Map([[day, { n, sum }]]));
  }

  async #adoptCapacity(day: Day, capacity: NonNullable<ArchivedDay["capacity"]>): Promise<void> {
    await changeDay<void>(this.#context, day, {
      decide: (state, settings) => {
        const hours = hoursOf(state, settings);
        const isSame = canonicalJson(capacityOf(hours)) === canonicalJson(capacity);
        return {
          records: isSame ? [] : [{ day: { ...hours, ...capacity, own_capacity: true } }],
          result: undefined,
        };
      },
      findIn: () => null,
    });
  }
}

const archivedDay = ({ day, hours, jobs, outbox }: DayState): ArchivedDay => ({
  ...toldIn(jobs),
  day,
  capacity: hours === null ? null : capacityOf(hours),
  jobs: [...jobs.values()].map(({ job }) => job).toSorted((one, other) => (one.id < other.id ? -1 : 1)),
  messages: [...outbox.values()]
    .flatMap((entry): ArchivedMessage[] => {
      return jobs.has(entry.job) ? archivedMessage(entry) : [];
    })
    // A stable sort: the messages of one job keep their order.
    .toSorted((one, other) => (one.job < other.job ? -1 : one.job > other.job ? 1 : 0)),
});

const toldIn = (jobs: DayState["jobs"]): Pick<ArchivedDay, "told"> => {
  const told = [...jobs.values()].flatMap(({ job, told: keys }) =>
    keys === undefined ? [] : [[job.id, keys] as const],
  );
  return told.length === 0 ? {} : { told: Object.fromEntries(told) };
};

const archivedMessage = (entry: OutboxEntry): ArchivedMessage[] => {
  if (entry.kind !== "append" && entry.kind !== "send") return [];
  return [readArchivedMessage(entry)];
};

const capacityOf = ({ windows, closed, own_capacity }: NonNullable<DayState["hours"]>): ArchivedDay["capacity"] =>
  own_capacity ? { windows, closed } : null;

/** An imported message waits until a person decides about it. What a customer wrote goes into its conversation. */
const waitingEntry = (message: ArchivedMessage, now: number): OutboxEntry =>
  message.kind === "append"
    ? // Left to a drain, because the import is proven by what it leaves.
      { ...message, failures: 0, parked: false, not_before: now }
    : { ...message, failures: 0, parked: true, lease: null };
