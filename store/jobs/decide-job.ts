import { instantOf, type Clock } from "../../domain/clock.ts";
import { applyChange, atRevision } from "../../domain/history.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { Random } from "../../domain/random.ts";
import { AlreadyAnother } from "../archive.ts";
import type { Changed, ChangeRequest, Created, Creation, Force, Planned, PlannedChange } from "../job-store.ts";
import type { NewEntry } from "../queued-entry.ts";
import { assertJobFits, firstHours, hoursOf, type SettingsOfDecision } from "./day/day-capacity.ts";
import type { DayState, Hold, OutboxEntry, StoredJob } from "./day/day-state.ts";
import { compareHolds } from "./day/holds.ts";
import { newIdentity, type Identity } from "./identity.ts";
import { isSilent } from "../../domain/message/silent.ts";
import { entriesFor } from "./outbox/outbox-entry.ts";
import type { Outbox } from "./outbox/outbox.ts";
import type { Decision, HeldReservations, JobChange, Unchanged } from "./reservations.ts";

/** The decisions about jobs. Each runs on the state of the home day that its entry follows, and does no I/O. */
export interface DecisionContext {
  clock: Clock;
  random: Random;
  outbox: Pick<Outbox, "queue">;
}

/**
 * Creates a job. `settled` is the identity of an idempotency key or an imported token; without it the decision makes one.
 * The result is null if another job has the settled id.
 */
export const booking = (
  context: DecisionContext,
  creation: Creation,
  { settled, plan }: { settled: Identity | null; plan: Planned },
): JobChange<Created | null> => {
  let identity = settled;
  return {
    decide: (state, settings, held) => {
      const there = identity === null ? undefined : state.jobs.get(identity.id);
      const first = there === undefined ? null : atRevision(there.job, 1);
      if (there !== undefined && first !== null && first.tracking_token === identity?.token)
        return unchanged({ job: first, replayed: true }, there);
      if (there !== undefined && settled !== null) return unchanged(null);
      if (identity === null || there !== undefined) {
        const { random } = context;
        identity = newIdentity(state.day, { random, taken: (id) => state.jobs.has(id), token: creation.token });
      }
      const job = creation.draft(identity, stampOf(context, creation));
      const tells = { plan, ...tellsOf(creation) };
      return commit(context, { state, settings, held }, { job, tells, result: { job, replayed: false } });
    },
    findIn: (state) => {
      const there = identity === null ? undefined : state.jobs.get(identity.id);
      if (there === undefined) return null;
      const first = atRevision(there.job, 1);
      return first.tracking_token === identity?.token ? { job: first, replayed: false } : null;
    },
  };
};

/** Changes a job by the caller's rule. The result is null if the job does not exist. */
export const change = (
  context: DecisionContext,
  id: JobId,
  { request, plan }: { request: ChangeRequest; plan: Planned },
): JobChange<Changed | null> => ({
  decide: (state, settings, held) => {
    const before = state.jobs.get(id);
    if (before === undefined) return unchanged(null);
    const earlier = resultOfWrite(before.job, request.write);
    if (earlier !== null) return unchanged({ job: earlier, changed: false, replayed: true }, before);
    const stamp = stampOf(context, request);
    const decided = request.decide(before.job, stamp.at);
    if (decided === "unchanged") return unchanged({ job: before.job, changed: false, replayed: false }, before);
    const job = applyChange(before.job, decided, stamp);
    const tells = { plan, ...tellsOf(request) };
    const result = { job, changed: true, replayed: false };
    const force = request.force ?? null;
    return commit(context, { state, settings, held }, { before, job, tells, result, force });
  },
  findIn: (state) => {
    const stored = state.jobs.get(id);
    const job = stored === undefined ? null : resultOfWrite(stored.job, request.write);
    return job === null ? null : { job, changed: true, replayed: false };
  },
});

/** What comes with an imported job. */
export interface Adopted {
  /** Its messages, which are queued as they are. */
  waiting: readonly OutboxEntry[];
  told: readonly string[] | undefined;
  /** True if anyone still looks at its view. */
  isShown: boolean;
}

/**
 * Imports a job as it was in another store, with its places whatever the capacity. A job that is here at this revision or
 * a later one stays. The store that it comes from has filed it. Throws `AlreadyAnother` if the id belongs to another job.
 */
export const adoption = (context: DecisionContext, job: Job, { waiting, told, isShown }: Adopted): JobChange<void> => ({
  decide: (state, settings, held) => {
    const before = state.jobs.get(job.id);
    if (before !== undefined && !isSameJob(before.job, job)) throw new AlreadyAnother(job.id);
    if (before !== undefined && before.job.rev >= job.rev) return unchanged(undefined, before);
    return commit(
      context,
      { state, settings, held },
      {
        before,
        job,
        told,
        result: undefined,
        isOwed: true,
        entriesOf: (entries) => [...entries.filter(({ kind }) => isOfImport(kind, isShown)), ...waiting],
      },
    );
  },
  findIn: (state) => {
    const there = state.jobs.get(job.id)?.job;
    return there !== undefined && isSameJob(there, job) && there.rev >= job.rev ? undefined : null;
  },
});

/**
 * Makes the reservations again that a job names and that do not exist: the job was promised them. `sound` are those that
 * exist. The result is "again" if the job is not the one that was examined any more.
 */
export const holdAgain = (
  context: DecisionContext,
  examined: StoredJob,
  sound: readonly Hold[],
): JobChange<"held" | "again"> => ({
  decide: (state, settings, held) => {
    const before = state.jobs.get(examined.job.id);
    if (before === undefined || !hasSameHolds(before, examined)) return unchanged("again", before);
    const { job } = before;
    return commit(context, { state, settings, held }, { before, holds: sound, job, result: "held", isOwed: true });
  },
  findIn: () => null,
});

interface Here {
  state: DayState;
  settings: SettingsOfDecision;
  held: HeldReservations;
}

interface Next<Result> {
  before?: StoredJob | undefined;
  /** The reservations that the job has; by default those that it names. */
  holds?: readonly Hold[];
  job: Job;
  told?: readonly string[] | undefined;
  result: Result;
  /** Whom this change tells. Left out: no person, because the job only arrives or holds its places again. */
  tells?: { plan: Planned } & Pick<PlannedChange, "notify" | "message">;
  /** True if the job had its places before, so they need no free capacity. */
  isOwed?: boolean;
  /** What it holds past the stock of equipment. */
  force?: Force | null;
  entriesOf?: (entries: OutboxEntry[]) => OutboxEntry[];
}

/** Every commit of a job: its capacity at home, its reservations elsewhere, and what it leaves to do. */
export const commit = <Result>(
  { outbox, random, clock }: DecisionContext,
  { state, settings, held }: Here,
  {
    before,
    holds = before?.holds ?? [],
    job,
    told,
    result,
    tells,
    isOwed = false,
    force = null,
    entriesOf = same,
  }: Next<Result>,
): Decision<Result> => {
  const hours = hoursOf(state, settings);
  if (!isOwed) assertJobFits(state, hours, { before: before?.job ?? null, after: job, force });
  const { reserve, keep, leave } = compareHolds(job, state.day, holds);
  const reserved = held.cover(reserve, job.id, state);
  if (reserved === null) return { kind: "reserve", places: reserve, job, isOwed, force };
  const stored: StoredJob = { job, holds: [...keep, ...reserved], ...(told && { told }) };
  const now = clock.now();
  const earlier = before?.job ?? null;
  const planned = plannedBy(tells, { before: earlier, job, now });
  const committing = { before: earlier, job, left: leave, planned };
  const entries = entriesOf(entriesFor(committing, { random, settings, now }));
  const records = [...firstHours(state, hours), stored, ...outbox.queue(state, entries)];
  return { kind: "commit", result, stored, entries, records };
};

const tellsOf = ({ notify = true, message }: Pick<ChangeRequest, "notify" | "message">) => ({
  notify,
  ...(message !== undefined && { message }),
});

const plannedBy = (
  tells: Next<unknown>["tells"],
  change: Pick<PlannedChange, "before" | "job" | "now">,
): NewEntry[] => {
  if (tells === undefined || isSilent(change.job)) return [];
  const { plan, ...asked } = tells;
  return plan({ ...change, ...asked });
};

const isOfImport = (kind: OutboxEntry["kind"], isShown: boolean): boolean =>
  kind === "publish" ? isShown : kind !== "file";

const same = (entries: OutboxEntry[]): OutboxEntry[] => entries;

export const unchanged = <Result>(result: Result, stored?: StoredJob): Unchanged<Result> => ({
  kind: "unchanged",
  result,
  named: stored?.holds ?? [],
});

/** Returns the job as a write left it, or null if the job does not contain the write. */
const resultOfWrite = (job: Job, write: string): Job | null => {
  const index = job.history.findIndex(({ id }) => id === write);
  return index < 0 ? null : atRevision(job, index + 1);
};

const stampOf = ({ clock }: DecisionContext, { write, by }: Pick<ChangeRequest, "write" | "by">) => ({
  id: write,
  at: instantOf(clock.now()),
  by,
});

/** True for one job at two revisions, and false for two jobs that two stores gave the same id. */
const isSameJob = (one: Job, other: Job): boolean => one.history[0]?.id === other.history[0]?.id;

const hasSameHolds = (one: StoredJob, other: StoredJob): boolean =>
  one.job.rev === other.job.rev &&
  one.holds.length === other.holds.length &&
  one.holds.every(({ ref }, index) => ref === other.holds[index]?.ref);
