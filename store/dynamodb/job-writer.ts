import { epochOf, instantOf } from "../../domain/clock.ts";
import { expiredFrom } from "../../domain/expiry.ts";
import { applyChange, atRevision } from "../../domain/history.ts";
import type { Job } from "../../domain/job.ts";
import { homeDayOf, newJobId, type JobId } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import { DomainError } from "../../domain/domain-error.ts";
import type { Token } from "../../domain/token.ts";
import { AlreadyAnother } from "../archive.ts";
import type { SendEntry } from "../day-documents/day-document.ts";
import { lookupOf, newJobToken } from "../job-token.ts";
import { isWaiting } from "../day-documents/open-board.ts";
import {
  OutcomeUnknown,
  StoreUnavailable,
  type Changed,
  type ChangeRequest,
  type Created,
  type Creation,
  type Messages,
} from "../job-store.ts";
import { countChange, visitWrites, waitingItem } from "./change.ts";
import { keptMs, type IdempotencyItem } from "./idempotency.ts";
import { encodeJob, pageKeys, type Layed, type StoredJob } from "./job-item.ts";
import { layout } from "./layout.ts";
import type { Outbox } from "./outbox.ts";
import type { Parts } from "./part.ts";
import { Places } from "./places.ts";
import { transactionLimit } from "./table.ts";
import { stamped, type Item, type Write } from "./write.ts";

/**
 * Makes and changes jobs: one transaction a change, of the job, its visits, the places that it takes and gives back,
 * its token, the key it was asked under, and what is left to do elsewhere. All of it stands, or none.
 */
export class JobWriter {
  readonly #parts: Parts;
  readonly #outbox: Outbox;
  #made = 0;

  constructor(parts: Parts, outbox: Outbox) {
    this.#parts = parts;
    this.#outbox = outbox;
  }

  /** Null where there is no such job. */
  async change(id: JobId, request: ChangeRequest): Promise<Changed | null> {
    const { jobs, table, random } = this.#parts;
    let looked = false;
    for (let attempt = 1; attempt <= attemptsAllowed; attempt += 1) {
      const before = await jobs.read(id);
      if (before === null) return null;
      const decided = this.#decide(before.job, request);
      if ("changed" in decided) return decided;
      const { job } = decided;
      const stamp = freshId(random);
      const outcome = await this.#commit({
        before,
        job,
        stamp,
        looked,
        messages: request.messages,
        more: await this.#tokenWrites(before.job, job),
        landed: async () => (await jobs.read(id))?.job.history.some((entry) => entry.id === request.write) === true,
        // Whoever sees this stamp gone knows that what was sent under it never lands.
        fence: async () => {
          const stamp = freshId(random);
          const fence = { update: layout.job(id), set: "#stamp = :fence", values: { ":fence": stamp } };
          const stands = async () => (await jobs.read(id))?.stamp === stamp;
          return (await table.commit([{ ...fence, when: stamped(before.stamp) }], stands)) === "landed";
        },
        isCurrent: async () => (await jobs.read(id))?.stamp === before.stamp,
      });
      if (outcome === "landed") return { job, changed: true, replayed: false };
      looked = outcome === "look";
    }
    throw new StoreUnavailable(new Error("Other writers of the job always came first"));
  }

  async create(creation: Creation): Promise<Created> {
    const { jobs, table, clock, random } = this.#parts;
    const hash = creation.idempotency?.hash ?? `write ${creation.write}`;
    const request = creation.idempotency?.request ?? "";
    const key = layout.idempotency(hash);
    const collided = new Set<JobId>();
    let looked = false;
    for (let attempt = 1; attempt <= attemptsAllowed; attempt += 1) {
      const kept = await table.get<IdempotencyItem>(key);
      const made = await this.#madeUnder(kept);
      if (made !== null && kept !== null) {
        if (kept.request === request) return { job: atRevision(made.job, 1), replayed: true };
        throw new DomainError("idempotency_key_reused", "This Idempotency-Key was used for another request.");
      }
      const pointed = creation.token === undefined ? null : await this.#pointed(creation.token);
      if (pointed?.job !== undefined && pointed.job !== null)
        return { job: atRevision(pointed.job, 1), replayed: true };

      const id = newJobId(creation.homeDay, random, (candidate) => collided.has(candidate));
      const token = creation.token ?? newJobToken(id, random);
      const job = creation.draft({ id, token }, this.#stampFor(creation));
      const now = clock.now();
      const noted = { ...key, stamp: freshId(random), at: instantOf(now), ttl: Math.ceil((now + 2 * keptMs) / 1_000) };
      const note: IdempotencyItem = { ...noted, request, job: id, token };
      // Every day that a job is found under is in the calendar; its home day, too, where nothing happens on it.
      await this.#parts.days.known(homeDayOf(id));
      const outcome = await this.#commit({
        before: null,
        job,
        stamp: freshId(random),
        looked,
        messages: creation.messages,
        more: [
          { put: note, when: stamped(kept?.stamp ?? null) },
          { put: { ...layout.token(lookupOf(token)), job: id }, when: pointedAt(pointed?.id ?? null) },
        ],
        landed: async () => (await table.get<IdempotencyItem>(key))?.stamp === note.stamp,
        fence: async () => {
          const fence: IdempotencyItem = { ...noted, stamp: freshId(random), request: "", job: null, token: null };
          const stands = async () => (await table.get<IdempotencyItem>(key))?.stamp === fence.stamp;
          return (await table.commit([{ put: fence, when: stamped(kept?.stamp ?? null) }], stands)) === "landed";
        },
        isCurrent: async () => ((await table.get<IdempotencyItem>(key))?.stamp ?? null) === (kept?.stamp ?? null),
      });
      if (outcome === "landed") return { job, replayed: false };
      if ((await jobs.read(id)) !== null) collided.add(id);
      looked = outcome === "look";
    }
    throw new StoreUnavailable(new Error("Other writers always came first"));
  }

  /**
   * Puts a job in as it was elsewhere, with its places, whatever the capacity. One that is here at the same rev, or a
   * higher, stays. `parked` are its messages, `shown` says whether anybody looks at it any more.
   */
  async adopt(job: Job, parked: SendEntry[], shown: boolean): Promise<void> {
    const { days, jobs, random, table } = this.#parts;
    await days.known(homeDayOf(job.id));
    for (let attempt = 1; attempt <= attemptsAllowed; attempt += 1) {
      const before = await jobs.read(job.id);
      if (before !== null && before.job.history[0]?.id !== job.history[0]?.id) throw new AlreadyAnother(job.id);
      if (before !== null && before.job.rev >= job.rev) return;
      for (const day of new Set(job.visits.flatMap((visit) => visit.day ?? []))) await days.known(day);
      const end = before?.end_page ?? 0;
      const made = before?.made ?? this.#nextMade(epochOf(job.history[0]?.at ?? job.created_at));
      const { item, pages } = encodeJob(job, { made, first_page: end, end_page: end, paged: 0 }, freshId(random));
      const [publish] = shown ? this.#outbox.entriesFor(job, undefined) : [];
      const places = new Places(days, random, countChange(before?.job ?? null, job));
      const writes: Write[] = [
        { put: item, when: stamped(before?.stamp ?? null) },
        ...pages.map((put): Write => ({ put })),
        ...(await this.#pointerWrites(job)),
        ...(await places.forced()),
        ...visitWrites(before?.job ?? null, job),
        ...(await this.#timeWrites(before?.job ?? null, job)),
        ...(publish === undefined ? [] : [{ put: publish }]),
        ...this.#outbox.itemsFor(job, parked).map((put): Write => ({ put })),
      ];
      assertFits(writes);
      const landed = async () => (await jobs.read(job.id))?.stamp === item.stamp;
      if ((await table.commit(writes, landed)) !== "landed") continue;
      // Pages of the history that this one replaces: nothing names them any more.
      for (const key of before === null ? [] : pageKeys(job.id, before)) {
        await table.commit([{ remove: key }], () => Promise.resolve(true));
      }
      if (publish !== undefined) await this.#outbox.attempt(job, [publish]);
      return;
    }
    throw new StoreUnavailable(new Error("Other writers always came first"));
  }

  /**
   * `look`: refused, perhaps for its places, which were looked at and should be there; decide again. Throws
   * `window_full` where they are not, and only when it is certain that nothing of this change can land any more.
   */
  async #commit(attempt: Attempt): Promise<"landed" | "again" | "look"> {
    const { before, job, stamp, messages } = attempt;
    const { days, table, random } = this.#parts;
    const places = new Places(days, random, countChange(before?.job ?? null, job));
    const entries = this.#outbox.entriesFor(job, messages);
    // It was sent, on a condition that may hold still: an attempt that looks at its places was, before.
    let sent = attempt.looked;
    try {
      const taken = await places.writes({ looked: attempt.looked });
      for (const day of new Set(job.visits.flatMap((visit) => visit.day ?? []))) await days.known(day);
      const writes = [
        ...this.#jobWrites(before, job, stamp),
        ...attempt.more,
        ...taken,
        ...visitWrites(before?.job ?? null, job),
        ...(await this.#timeWrites(before?.job ?? null, job)),
        ...entries.map((put): Write => ({ put })),
      ];
      assertFits(writes);
      const outcome = await table.commit(writes, attempt.landed);
      if (outcome !== "landed") {
        sent = true;
        if (outcome.doubt) {
          await attempt.fence();
          return "again";
        }
        await places.look();
        return "look";
      }
    } catch (error) {
      const inDoubt = (failed: unknown) =>
        sent && failed instanceof StoreUnavailable ? new OutcomeUnknown(failed) : failed;
      if (!(error instanceof DomainError)) throw inDoubt(error);
      try {
        // A refusal that was decided beside a job, or under a key, of the past is none.
        if (!(await attempt.isCurrent())) return "again";
        // A line may deliver twice what was refused once, and the second time there is room again.
        if (sent && !(await attempt.fence())) return "again";
      } catch (failed) {
        throw inDoubt(failed);
      }
      throw error;
    }
    await this.#outbox.attempt(job, entries);
    return "landed";
  }

  #jobWrites(before: StoredJob | null, job: Job, stamp: string): Write[] {
    const layed: Layed = before ?? { made: this.#nextMade(), first_page: 0, end_page: 0, paged: 0 };
    const { item, pages } = encodeJob(job, layed, stamp);
    return [{ put: item, when: stamped(before?.stamp ?? null) }, ...pages.map((put): Write => ({ put }))];
  }

  /** What no change triggers is noted where whoever comes by in time finds it. */
  async #timeWrites(before: Job | null, job: Job): Promise<Write[]> {
    const { documents, random } = this.#parts;
    const today = await documents.today();
    const writes: Write[] = [];
    if (isWaiting(job, today)) writes.push({ put: waitingItem(job) });
    else if (before !== null && isWaiting(before, today)) writes.push({ remove: layout.waiting(job.id) });
    if (job.ended_at !== null && job.ended_at !== before?.ended_at) {
      const day = expiredFrom(job, await documents.settings());
      // A job that comes in when its link has expired, from a backup, needs nobody to come by.
      if (day !== null && day > today) writes.push({ put: { ...layout.due(day, job.id), stamp: freshId(random) } });
    }
    return writes;
  }

  /** A link that replaces another leads somewhere from the moment on that it stands. */
  async #tokenWrites(before: Job, job: Job): Promise<Write[]> {
    return before.tracking_token === job.tracking_token ? [] : await this.#pointerWrites(job);
  }

  async #pointerWrites(job: Job): Promise<Write[]> {
    const pointer = layout.token(lookupOf(job.tracking_token));
    const there = await this.#parts.table.get<PointerItem>(pointer);
    return there?.job === job.id ? [] : [{ put: { ...pointer, job: job.id }, when: pointedAt(there?.job ?? null) }];
  }

  /** The job that a key stands for; null where none was made, or it is long ago, or gone. */
  async #madeUnder(kept: IdempotencyItem | null): Promise<StoredJob | null> {
    if (kept === null || kept.job === null || this.#parts.clock.now() - epochOf(kept.at) >= keptMs) return null;
    const stored = await this.#parts.jobs.read(kept.job);
    return stored !== null && atRevision(stored.job, 1).tracking_token === kept.token ? stored : null;
  }

  /** What a token that came from elsewhere points at already: a job that began with it, or an id and no such job. */
  async #pointed(token: Token): Promise<{ id: JobId; job: Job | null } | null> {
    const pointer = await this.#parts.table.get<PointerItem>(layout.token(lookupOf(token)));
    if (pointer === null) return null;
    const stored = await this.#parts.jobs.read(pointer.job);
    const ours = stored !== null && atRevision(stored.job, 1).tracking_token === token;
    return { id: pointer.job, job: ours ? stored.job : null };
  }

  #decide(job: Job, request: ChangeRequest): { job: Job } | Changed {
    const landed = job.history.findIndex(({ id }) => id === request.write);
    if (landed >= 0) return { job: atRevision(job, landed + 1), changed: false, replayed: true };
    const change = request.decide(job, this.#now());
    if (change === "unchanged") return { job, changed: false, replayed: false };
    return { job: applyChange(job, change, this.#stampFor(request)) };
  }

  #stampFor({ write, by }: Pick<ChangeRequest, "write" | "by">) {
    return { id: write, at: this.#now(), by };
  }

  #now(): string {
    return instantOf(this.#parts.clock.now());
  }

  /** By the clock, and by the count of this process where that stands still. */
  #nextMade(at = this.#parts.clock.now()): string {
    this.#made += 1;
    const padded = (number: number, length: number) => String(number).padStart(length, "0");
    return `${padded(at, 14)}.${padded(this.#made, 8)}.${this.#parts.process}`;
  }
}

/** `token#<lookup>`; the job is the authority. */
export interface PointerItem extends Item {
  job: JobId;
}

interface Attempt {
  before: StoredJob | null;
  job: Job;
  stamp: string;
  /** Its places were looked at since a transaction was refused. */
  looked: boolean;
  messages: Messages | undefined;
  more: Write[];
  landed: () => Promise<boolean>;
  /** From here on nothing that was sent for this attempt can land. False where something else, or it, came first. */
  fence: () => Promise<boolean>;
  /** Whether what was decided upon is still what is there. */
  isCurrent: () => Promise<boolean>;
}

const pointedAt = (id: JobId | null) =>
  id === null ? { text: "attribute_not_exists(#pk)" } : { text: "#job = :job", values: { ":job": id } };

const assertFits = (writes: Write[]): void => {
  if (writes.length <= transactionLimit) return;
  throw new DomainError(
    "invalid",
    "A job of so many visits cannot be changed at once; change fewer of them at a time.",
  );
};

const attemptsAllowed = 60;
