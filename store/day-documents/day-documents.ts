import { instantOf } from "../../domain/clock.ts";
import { daysFrom, type Day } from "../../domain/day.ts";
import { record, rewind } from "../../domain/history.ts";
import type { Job } from "../../domain/job.ts";
import { homeDayOf, isJobId, newJobId, type JobId } from "../../domain/job-id.ts";
import type { WindowCapacity } from "../../domain/settings.ts";
import { newToken, tokenSecrets } from "../../domain/token.ts";
import { keys } from "../keys.ts";
import {
  StoreUnavailable,
  type Changed,
  type ChangeRequest,
  type Created,
  type Creation,
  type DayCapacity,
  type JobStore,
} from "../job-store.ts";
import type { DayDocument, StoredJob } from "./day-document.ts";
import type { Documents } from "./documents.ts";
import { IdTaken, settleIdentity, type Identity } from "./identity.ts";
import { entriesFor, Outbox } from "./outbox.ts";
import { assertPlace, compare, placesOf, takenIn } from "./place.ts";
import { Replan, References } from "./references.ts";

/**
 * The JobStore on any object store: one JSON document a day. See README.md for the rules and for the
 * interleavings that each of them forbids.
 */
export class DayDocuments implements JobStore {
  readonly #documents: Documents;
  readonly #references: References;
  readonly #outbox: Outbox;

  constructor(documents: Documents, outbox: Outbox) {
    this.#documents = documents;
    this.#references = new References(documents);
    this.#outbox = outbox;
  }

  async create(creation: Creation): Promise<Created> {
    await this.#documents.refreshSettings();
    for (;;) {
      const identity = await this.#identify(creation);
      try {
        return await this.#createAs(identity, creation);
      } catch (error) {
        // Another job took the id between settling and committing: settle again.
        if (!(error instanceof IdTaken)) throw error;
      }
    }
  }

  async change(id: JobId, request: ChangeRequest): Promise<Changed | null> {
    if (!isJobId(id)) return null;
    await this.#documents.refreshSettings();
    const home = this.#documents.day(homeDayOf(id));
    const stored = (await home.read()).jobs.get(id);
    if (stored === undefined) return null;

    return await this.#references.during(id, stored.holds, async (held) => {
      // What the newest job would become tells which places must be taken elsewhere before it may.
      const plan = await this.#newest(id);
      const landed = replayOf(plan.job, request.write);
      if (landed !== null) return { result: landed, named: plan.holds };
      const planned = request.decide(plan.job, this.#now());
      if (planned === "unchanged") {
        return { result: { job: plan.job, changed: false, replayed: false }, named: plan.holds };
      }
      await held.take(compare(planned.next, homeDayOf(id), plan.holds).take, planned.next);

      const committed = await home.commit({
        apply: (draft) => {
          const before = draft.jobs.get(id);
          if (before === undefined) throw new Replan();
          const again = replayOf(before.job, request.write);
          if (again !== null) return { result: { changed: again, holds: before.holds, entry: null }, wrote: false };
          const at = this.#now();
          const decided = request.decide(before.job, at);
          if (decided === "unchanged") {
            const changed = { job: before.job, changed: false, replayed: false };
            return { result: { changed, holds: before.holds, entry: null }, wrote: false };
          }
          const job = record(before.job, decided, { id: request.write, at, by: request.by });
          const { take, keep, leave } = compare(job, draft.day, before.holds);
          const taken = held.cover(take, draft);
          for (const place of newAtHome(before.job, job, draft.day)) assertPlace(draft, place, id);
          const next: StoredJob = { job, holds: [...keep, ...taken] };
          draft.jobs.set(id, next);
          const entry = this.#outbox.add(draft, entriesFor(job, leave, request.messages?.(job) ?? [], this.#documents.medium));
          return { result: { changed: { job, changed: true, replayed: false }, holds: next.holds, entry }, wrote: true };
        },
        confirm: async () => {
          await held.confirm();
          await this.#outbox.mark(homeDayOf(id));
        },
      });
      if (committed.entry !== null) await this.#outbox.attempt(committed.changed.job, committed.entry);
      return { result: committed.changed, named: committed.holds };
    });
  }

  async find(id: JobId): Promise<Job | null> {
    if (!isJobId(id)) return null;
    await this.#documents.refreshSettings();
    return (await this.#documents.day(homeDayOf(id)).read()).jobs.get(id)?.job ?? null;
  }

  async findByLookup(lookup: string): Promise<Job | null> {
    const got = await this.#documents.medium.objects.get(keys.token(lookup));
    if (got.outcome === "missing") return null;
    if (got.outcome !== "found") throw new StoreUnavailable(got);
    // Only `#point` writes here.
    const { job } = JSON.parse(new TextDecoder().decode(got.body)) as { job: JobId };
    return await this.find(job);
  }

  async between(from: Day, to: Day): Promise<Job[]> {
    await this.#documents.refreshSettings();
    const inRange = (job: Job) => job.visits.some(({ day }) => day !== null && day >= from && day <= to);
    const found = new Map<JobId, Job>();
    const elsewhere = new Set<JobId>();
    for (const document of await this.#readDays(from, to)) {
      for (const { job } of document.jobs.values()) if (inRange(job)) found.set(job.id, job);
      for (const { job } of document.references) elsewhere.add(job);
    }
    for (const id of elsewhere) {
      const job = found.get(id) ?? (await this.find(id));
      if (job !== null && inRange(job)) found.set(id, job);
    }
    return [...found.values()];
  }

  async waiting(): Promise<Job[]> {
    const { cards } = (await this.#documents.open.read()).value;
    const jobs: Job[] = [];
    for (const { job: id } of cards) {
      const job = await this.find(id);
      if (job !== null) jobs.push(job);
    }
    return jobs;
  }

  async capacity(from: Day, to: Day): Promise<DayCapacity[]> {
    await this.#documents.refreshSettings();
    return (await this.#readDays(from, to)).map(capacityOf);
  }

  async setCapacity(day: Day, windows: WindowCapacity[], closed: boolean): Promise<DayCapacity> {
    await this.#documents.refreshSettings();
    return await this.#documents.day(day).commit({
      apply: (draft) => {
        Object.assign(draft, { windows, closed, own_capacity: true } satisfies Partial<DayDocument>);
        return { result: capacityOf(draft), wrote: true };
      },
    });
  }

  async applyHours(from: Day, to: Day): Promise<void> {
    await this.#documents.refreshSettings();
    for (const day of daysFrom(from, to)) {
      const committer = this.#documents.day(day);
      if ((await committer.read()).rev === 0) continue;
      await committer.commit({
        apply: (draft) => {
          const fresh = this.#documents.fresh(day);
          const same =
            draft.own_capacity ||
            JSON.stringify([draft.windows, draft.closed, draft.stock]) ===
              JSON.stringify([fresh.windows, fresh.closed, fresh.stock]);
          if (!same) Object.assign(draft, { windows: fresh.windows, closed: fresh.closed, stock: fresh.stock });
          return { result: undefined, wrote: !same };
        },
      });
    }
  }

  drain(): Promise<number> {
    return this.#outbox.drain();
  }

  async #createAs(identity: Identity, creation: Creation): Promise<Created> {
    const { id, token } = identity;
    const stamp = () => ({ id: creation.write, at: this.#now(), by: creation.by });
    const planned = creation.draft(identity, stamp());
    // The settled id names the home day: a key that is repeated after midnight finishes yesterday's job.
    const homeDay = homeDayOf(id);
    const home = this.#documents.day(homeDay);

    return await this.#references.during(id, [], async (held) => {
      await held.take(compare(planned, homeDay, []).take, planned);
      const committed = await home.commit({
        apply: (draft) => {
          const there = draft.jobs.get(id);
          if (there !== undefined) {
            const first = rewind(there.job, 1);
            if (first.tracking_token !== token) throw new IdTaken();
            return { result: { job: first, holds: there.holds, entry: null }, wrote: false };
          }
          const job = creation.draft(identity, stamp());
          const holds = held.cover(compare(job, draft.day, []).take, draft);
          for (const place of placesOf(job)) if (place.day === draft.day) assertPlace(draft, place, id);
          draft.jobs.set(id, { job, holds });
          const entry = this.#outbox.add(draft, entriesFor(job, [], creation.messages?.(job) ?? [], this.#documents.medium));
          return { result: { job, holds, entry }, wrote: true };
        },
        confirm: async () => {
          await held.confirm();
          await this.#outbox.mark(homeDay);
        },
      });
      if (committed.entry !== null) await this.#outbox.attempt(committed.job, committed.entry);
      return { result: { job: committed.job, replayed: committed.entry === null }, named: committed.holds };
    });
  }

  /** Settles id and token before the commit, with the pointer from token to job: harmless if the job never comes. */
  async #identify(creation: Creation): Promise<Identity> {
    const { random, objects, clock } = this.#documents.medium;
    const { jobs } = await this.#documents.day(creation.homeDay).read();
    const fresh = (): Identity => ({
      id: newJobId(creation.homeDay, random, (id) => jobs.has(id)),
      token: creation.token ?? newToken(random),
    });
    const identity =
      creation.idempotency === undefined
        ? fresh()
        : await settleIdentity(objects, clock, creation.idempotency, fresh, async ({ id, token }) => {
            const job = await this.find(id);
            if (job === null) return "free";
            return rewind(job, 1).tracking_token === token ? "ours" : "taken";
          });
    // A token that came from elsewhere and was pointed already stands for that job: a second run finishes it.
    const { lookup } = await tokenSecrets(identity.token);
    const pointed = await this.#documents.note<{ job: JobId }>(keys.token(lookup), { job: identity.id });
    return { ...identity, id: pointed.job };
  }

  async #newest(id: JobId): Promise<StoredJob> {
    const stored = (await this.#documents.day(homeDayOf(id)).read()).jobs.get(id);
    if (stored === undefined) throw new Replan();
    return stored;
  }

  async #readDays(from: Day, to: Day): Promise<DayDocument[]> {
    return await Promise.all(daysFrom(from, to).map((day) => this.#documents.day(day).read()));
  }

  #now(): string {
    return instantOf(this.#documents.medium.clock.now());
  }
}

const replayOf = (job: Job, write: string): Changed | null => {
  const index = job.history.findIndex(({ id }) => id === write);
  return index < 0 ? null : { job: rewind(job, index + 1), changed: false, replayed: true };
};

/** Places in the home day that the job did not have before. */
const newAtHome = (before: Job, after: Job, homeDay: Day) => {
  const had = placesOf(before).map((place) => JSON.stringify(place));
  return placesOf(after).filter((place) => place.day === homeDay && !had.includes(JSON.stringify(place)));
};

const capacityOf = (document: DayDocument): DayCapacity => ({
  day: document.day,
  windows: document.windows.map((window) => ({ ...window, taken: takenIn(document, window) })),
  closed: document.closed,
});
