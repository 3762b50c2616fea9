import { instantOf } from "../../domain/clock.ts";
import { DomainError } from "../../domain/domain-error.ts";
import { forgetJob, isForgotten, mayForget } from "../../domain/forget-job.ts";
import type { Actor, Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import { lookupOf, newJobToken } from "../job-token.ts";
import type { OutboxEntry } from "./day/day-state.ts";
import { commit, unchanged, type DecisionContext } from "./decide-job.ts";
import type { JobChange } from "./reservations.ts";

/**
 * Removes the person from a job. The same entry of the log takes what waits in the outbox for that person, and queues the
 * tombstone of the public view. The result is null if the job does not exist. Throws `still_open` for a job that is not over.
 */
export const forgetting = (context: DecisionContext, id: JobId, by: Actor): JobChange<Job | null> => ({
  decide: (state, settings, held) => {
    const before = state.jobs.get(id);
    if (before === undefined) return unchanged(null);
    const { job } = before;
    if (isForgotten(job)) return unchanged(job, before);
    if (!mayForget(job)) throw stillOpen([id]);
    const { clock, random } = context;
    const at = instantOf(clock.now());
    const lookup = lookupOf(job.tracking_token);
    const next = forgetJob(job, { id: freshId(random), at, by, token: newJobToken(id, random), lookup });
    const entriesOf = (entries: OutboxEntry[]) =>
      entries.filter(({ kind }) => kind === "publish" || kind === "release");
    const here = { state, settings, held };
    const decision = commit(context, here, { before, job: next, result: next, isOwed: true, entriesOf });
    if (decision.kind !== "commit") return decision;
    const gone = [...state.outbox.values()].filter((entry) => entry.job === id && namesPerson(entry));
    if (gone.length === 0) return decision;
    return { ...decision, records: [...decision.records, { unout: gone.map((entry) => entry.id) }] };
  },
  findIn: (state) => {
    const job = state.jobs.get(id)?.job;
    return job !== undefined && isForgotten(job) ? job : null;
  },
});

export const stillOpen = (jobs: readonly JobId[]): DomainError =>
  new DomainError(
    "still_open",
    `The work is not over, so the customer cannot be forgotten yet. Complete or cancel first: ${jobs.join(", ")}.`,
  );

/** Refuses every other change of a job whose person was removed. */
export const assertNotForgotten = (job: Job): void => {
  if (isForgotten(job))
    throw new DomainError("forgotten", "The customer of this job was forgotten, so the job does not change any more.");
};

/** What a message, an append or a filing would bring to a person or to a record. */
const namesPerson = ({ kind }: OutboxEntry): boolean => kind === "send" || kind === "append" || kind === "file";
