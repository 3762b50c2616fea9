import { instantOf } from "../../domain/clock.ts";
import type { Day } from "../../domain/day.ts";
import { applyChange, atRevision, type Change } from "../../domain/history.ts";
import type { Job } from "../../domain/job.ts";
import { homeDayOf, type JobId } from "../../domain/job-id.ts";
import { DomainError } from "../../domain/domain-error.ts";
import { AlreadyAnother } from "../archive.ts";
import { StoreUnavailable, type Changed, type ChangeRequest, type Created, type Creation } from "../job-store.ts";
import { keys } from "../keys.ts";
import {
  setMarked,
  type DayDocument,
  type Hold,
  type OutboxEntry,
  type SendEntry,
  type StoredJob,
} from "./day-document.ts";
import { homeOf, type Documents } from "./documents.ts";
import { noteExpiry } from "./expiry.ts";
import { forgetRefused, IdTaken, point, settleIdentity, type Settlement } from "./identity.ts";
import { entriesFor, type Outbox } from "./outbox.ts";
import { together } from "./parallel.ts";
import { assertPlacesAtHome, compare, putJob } from "./place.ts";
import { Replan, whileTaking, type Taking } from "./taking.ts";

/**
 * Makes and changes jobs. The job's home document is the only commit point: what must be there before (places in
 * other days, pointers, notes) is put first and is harmless if the commit never comes; what is to be done after it
 * lies in the outbox, written in the same swap.
 */
export class JobWriter {
  readonly #documents: Documents;
  readonly #outbox: Outbox;

  constructor(documents: Documents, outbox: Outbox) {
    this.#documents = documents;
    this.#outbox = outbox;
  }

  async create(creation: Creation): Promise<Created> {
    for (let attempt = 1; ; attempt += 1) {
      const settlement = await settleIdentity(this.#documents, creation);
      try {
        return await this.#createAs(settlement, creation);
      } catch (error) {
        if (error instanceof DomainError && creation.idempotency !== undefined) {
          await forgetRefused(this.#documents, creation.idempotency);
        }
        // Another job took the id between settling and committing: settle again.
        if (!(error instanceof IdTaken)) throw error;
        if (attempt === attemptsToSettle) throw new StoreUnavailable(error);
      } finally {
        // Where nothing was committed its outcome does not matter, but nothing goes on behind the caller's back.
        await Promise.allSettled([settlement.pointed]);
      }
    }
  }

  /** Null where there is no such job. */
  async change(id: JobId, request: ChangeRequest): Promise<Changed | null> {
    const home = homeOf(id);
    if (home === null) return null;
    return await whileTaking<Changed | null>(this.#documents, id, async (taking) => {
      // What the newest job would become tells which places must be taken elsewhere before it may.
      const plan = (await this.#documents.day(home).read()).jobs.get(id);
      if (plan === undefined) return { result: null, named: [] };
      const planned = this.#decide(plan.job, request);
      if ("changed" in planned) return { result: planned, named: plan.holds };
      const { tracking_token: token } = planned.job;
      // A link that replaces another must lead somewhere before it is given out.
      if (token !== plan.job.tracking_token) await point(this.#documents, { id, token });
      await taking.take(compare(planned.job, home, plan.holds).take, planned.job);

      return await this.#commit<Changed>(home, taking, null, (draft) => {
        const before = draft.jobs.get(id);
        if (before === undefined) throw new Replan();
        const decided = this.#decide(before.job, request);
        if ("changed" in decided) return { result: decided, stored: before };
        const { job } = decided;
        const { take, keep, leave } = compare(job, home, before.holds);
        const holds = [...keep, ...taking.cover(take, draft)];
        assertPlacesAtHome(draft, before.job, job);
        return {
          result: { job, changed: true, replayed: false },
          stored: { job, holds },
          write: { before: before.job, entries: entriesFor(this.#documents, job, leave, request.messages) },
        };
      });
    });
  }

  /**
   * Puts a job in as it was elsewhere, with its places, whatever the capacity. One that is here at the same rev, or a
   * higher, stays. `parked` are its messages, `shown` says whether anybody looks at it any more.
   */
  async adopt(job: Job, parked: SendEntry[], shown: boolean): Promise<void> {
    const documents = this.#documents;
    const home = homeDayOf(job.id);
    await whileTaking<void>(documents, job.id, async (taking) => {
      const plan = (await documents.day(home).recent()).jobs.get(job.id);
      if (plan !== undefined && plan.job.rev >= job.rev && sameOrigin(plan.job, job))
        return { result: undefined, named: plan.holds };
      await point(documents, { id: job.id, token: job.tracking_token });
      await taking.take(compare(job, home, plan?.holds ?? []).take, job, { had: true });
      return await this.#commit<void>(home, taking, null, (draft) => {
        const before = draft.jobs.get(job.id);
        if (before !== undefined && !sameOrigin(before.job, job)) throw new AlreadyAnother(job.id);
        if (before !== undefined && before.job.rev >= job.rev) return { result: undefined, stored: before };
        const { take, keep, leave } = compare(job, home, before?.holds ?? []);
        const stored = { job, holds: [...keep, ...taking.cover(take, draft)] };
        const known = new Set(draft.outbox.map(({ id }) => id));
        const entries = entriesFor(documents, job, leave, undefined).filter(({ kind }) => shown || kind !== "publish");
        const messages = parked.filter(({ id }) => !known.has(id));
        return {
          result: undefined,
          stored,
          write: { before: before?.job ?? null, entries: [...entries, ...messages] },
        };
      });
    });
  }

  /** Takes again the places that a job names and that are not there; it was promised them. False: all were there. */
  async holdAgain(id: JobId): Promise<boolean> {
    const home = homeOf(id);
    if (home === null) return false;
    return await whileTaking<boolean>(this.#documents, id, async (taking) => {
      const stored = (await this.#documents.day(home).read()).jobs.get(id);
      if (stored === undefined) return { result: false, named: [] };
      const sound: Hold[] = [];
      for (const hold of stored.holds) {
        const { references } = await this.#documents.day(hold.day).read();
        if (references.some(({ ref }) => ref === hold.ref)) sound.push(hold);
      }
      const { take, keep, leave } = compare(stored.job, home, sound);
      if (take.length === 0 && leave.length === 0 && sound.length === stored.holds.length)
        return { result: false, named: stored.holds };
      await taking.take(take, stored.job, { had: true });
      return await this.#commit<boolean>(home, taking, null, (draft) => {
        const before = draft.jobs.get(id);
        if (before === undefined || !sameHolds(before, stored)) throw new Replan();
        const holds = [...keep, ...taking.cover(take, draft)];
        const entries = entriesFor(this.#documents, before.job, leave, undefined);
        return { result: true, stored: { job: before.job, holds }, write: { before: before.job, entries } };
      });
    });
  }

  async #createAs({ identity, pointed }: Settlement, creation: Creation): Promise<Created> {
    const { id, token } = identity;
    // The settled id names the home day: a key that is repeated after midnight finishes yesterday's job.
    const home = homeDayOf(id);
    const draftJob = () => creation.draft(identity, this.#stampFor(creation));
    return await whileTaking<Created>(this.#documents, id, async (taking) => {
      const planned = draftJob();
      try {
        await taking.take(compare(planned, home, []).take, planned);
      } catch (error) {
        // Perhaps for a place that it holds itself, since it was made already.
        if (!(error instanceof DomainError) || (await this.#documents.job(id)) === null) throw error;
      }

      return await this.#commit<Created>(home, taking, pointed, (draft) => {
        const there = draft.jobs.get(id);
        if (there !== undefined) {
          const first = atRevision(there.job, 1);
          if (first.tracking_token !== token) throw new IdTaken();
          return { result: { job: first, replayed: true }, stored: there };
        }
        const job = draftJob();
        const holds = taking.cover(compare(job, home, []).take, draft);
        assertPlacesAtHome(draft, null, job);
        return {
          result: { job, replayed: false },
          stored: { job, holds },
          write: { before: null, entries: entriesFor(this.#documents, job, [], creation.messages) },
        };
      });
    });
  }

  async #commit<R>(
    home: Day,
    taking: Taking,
    pointed: Promise<void> | null,
    decide: (draft: DayDocument) => Decided<R>,
  ): Promise<{ result: R; named: Hold[] }> {
    const documents = this.#documents;
    let needed: { mark: boolean; ended: Job | null } = { mark: false, ended: null };
    const { result, stored, entries } = await documents.day(home).commit({
      apply: (draft) => {
        const decided = decide(draft);
        const { write } = decided;
        if (write === undefined) return { result: { ...decided, entries: [] }, wrote: false };
        const { job } = decided.stored;
        putJob(draft, decided.stored);
        this.#outbox.add(draft, write.entries);
        const ends = job.ended_at !== null && job.ended_at !== write.before?.ended_at;
        needed = { mark: setMarked(draft), ended: ends ? job : null };
        return { result: { ...decided, entries: write.entries }, wrote: true };
      },
      confirm: async () => {
        await together([
          taking.confirm(),
          needed.mark ? documents.mark(keys.pendingDay(home)) : Promise.resolve(),
          needed.ended === null ? Promise.resolve() : noteExpiry(documents, needed.ended),
        ]);
      },
      ...(pointed === null ? {} : { ready: pointed }),
    });
    await this.#outbox.attempt(stored, entries);
    return { result, named: stored.holds };
  }

  #decide(job: Job, request: ChangeRequest): { job: Job } | Changed {
    const landed = job.history.findIndex(({ id }) => id === request.write);
    if (landed >= 0) return { job: atRevision(job, landed + 1), changed: false, replayed: true };
    const change: Change | "unchanged" = request.decide(job, this.#now());
    if (change === "unchanged") return { job, changed: false, replayed: false };
    return { job: applyChange(job, change, this.#stampFor(request)) };
  }

  #stampFor({ write, by }: Pick<ChangeRequest, "write" | "by">) {
    return { id: write, at: this.#now(), by };
  }

  #now(): string {
    return instantOf(this.#documents.medium.clock.now());
  }
}

interface Decided<R> {
  result: R;
  /** The job as it will stand, or stands. */
  stored: StoredJob;
  /** Missing where there is nothing to write. */
  write?: { before: Job | null; entries: OutboxEntry[] };
}

/** One job at two revs, not two jobs that were given the same id in two stores. */
const sameOrigin = (one: Job, other: Job): boolean => one.history[0]?.id === other.history[0]?.id;

const sameHolds = (one: StoredJob, other: StoredJob): boolean =>
  one.job.rev === other.job.rev &&
  one.holds.length === other.holds.length &&
  one.holds.every(({ ref }, index) => ref === other.holds[index]?.ref);

const attemptsToSettle = 10;
