import { DomainError } from "../../domain/domain-error.ts";
import type { Actor, Job } from "../../domain/job.ts";
import { homeDayOf, type JobId } from "../../domain/job-id.ts";
import {
  StoreUnavailable,
  type Changed,
  type ChangeRequest,
  type Created,
  type Creation,
  type Plan,
  type Queued,
  type QueueRequest,
} from "../job-store.ts";
import type { DayLogs } from "./day-logs.ts";
import type { Hold, StoredJob } from "./day/day-state.ts";
import { homeOf } from "./day/home-day.ts";
import { compareHolds } from "./day/holds.ts";
import { adoption, booking, change, holdAgain, type Adopted, type DecisionContext } from "./decide-job.ts";
import { forgetting } from "./forget-job.ts";
import { releaseRefusedKey, settleIdentity, type IdentityContext } from "./identity.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { queueMessages } from "./queue-messages.ts";
import { readDays } from "./read-days.ts";
import { changeJob, type JobChange, type ReservationContext } from "./reservations.ts";
import { deletePointers, pointToJob } from "./token-pointer.ts";

export interface JobWriterContext extends ReservationContext, IdentityContext, DecisionContext {
  plan: Plan;
  days: Pick<DayLogs, "day" | "state">;
  outbox: Pick<Outbox, "queue" | "attempt">;
}

/**
 * Creates and changes jobs. The log of a job's home day is the only commit point. What must exist before the commit
 * (reservations on other days, idempotency keys, pointers) is harmless without it; what follows from the commit is in the
 * outbox, in the same entry.
 */
export class JobWriter {
  readonly #context: JobWriterContext;

  constructor(context: JobWriterContext) {
    this.#context = context;
  }

  async create(creation: Creation): Promise<Created> {
    const plan = await this.#context.plan.prepare();
    for (let attempt = 1; attempt <= attemptsToSettle; attempt += 1) {
      const settled = await settleIdentity(this.#context, creation);
      // A key that is repeated after midnight finishes the job of the day before.
      const home = settled === null ? creation.homeDay : homeDayOf(settled.id);
      try {
        const created = await this.#change(home, booking(this.#context, creation, { settled, plan }));
        if (created !== null) return created;
      } catch (error) {
        if (error instanceof DomainError && creation.idempotency !== undefined)
          await releaseRefusedKey(this.#context, creation.idempotency);
        throw error;
      }
    }
    throw new StoreUnavailable(new Error("Other jobs took its id each time"));
  }

  /** Returns null if the job does not exist. */
  async change(id: JobId, request: ChangeRequest): Promise<Changed | null> {
    const home = homeOf(id);
    if (home === null) return null;
    const plan = await this.#context.plan.prepare();
    return await this.#change(home, change(this.#context, id, { request, plan }));
  }

  /** Queues messages that no change causes. Returns null if the job does not exist. */
  async queue(id: JobId, request: QueueRequest): Promise<Queued | null> {
    const home = homeOf(id);
    return home === null ? null : await queueMessages(this.#context, { home, id, request });
  }

  /** Imports a job with its messages, which wait until a person sends them. `isShown`: someone still looks at its view. */
  async adopt(job: Job, how: Adopted): Promise<void> {
    await pointToJob(this.#context, { id: job.id, token: job.tracking_token });
    await this.#change(homeDayOf(job.id), adoption(this.#context, job, how));
  }

  /** Removes the person from a job. Returns null if the job does not exist. */
  async forget(id: JobId, by: Actor): Promise<Job | null> {
    const home = homeOf(id);
    const job = home === null ? null : await this.#change(home, forgetting(this.#context, id, by));
    if (job !== null) await deletePointers(this.#context.objects, job.retired_lookups);
    return job;
  }

  /** Makes the reservations again that a job names and that do not exist. Returns false if all exist. */
  async holdAgain(id: JobId): Promise<boolean> {
    const home = homeOf(id);
    if (home === null) return false;
    for (let attempt = 1; attempt <= attemptsToSettle; attempt += 1) {
      const stored = (await this.#context.days.state(home)).jobs.get(id);
      if (stored === undefined) return false;
      const sound = await this.#soundHolds(stored);
      const { reserve, leave } = compareHolds(stored.job, home, sound);
      if (reserve.length === 0 && leave.length === 0 && sound.length === stored.holds.length) return false;
      if ((await this.#change(home, holdAgain(this.#context, stored, sound))) === "held") return true;
    }
    throw new StoreUnavailable(new Error("Other changes came first each time"));
  }

  async #soundHolds({ holds }: StoredJob): Promise<Hold[]> {
    const days = await readDays(this.#context, new Set(holds.map(({ day }) => day)));
    return holds.filter(({ day, ref }) => days.get(day)?.reservations.has(ref) === true);
  }

  async #change<Result>(home: string, jobChange: JobChange<Result>): Promise<Result> {
    const decision = await changeJob(this.#context, home, jobChange);
    if (decision.kind === "commit") await this.#context.outbox.attempt(decision.stored, decision.entries);
    return decision.result;
  }
}

const attemptsToSettle = 10;
