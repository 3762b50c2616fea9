import type { Job } from "../../../domain/job.ts";
import { DomainError } from "../../../domain/domain-error.ts";
import { OutcomeUnknown, StoreUnavailable, type JobStore } from "../../../store/job-store.ts";
import type { Ended, Operation } from "../operation.ts";
import { creationOf, decideOf } from "./decide.ts";

/** The answer, and the job if the port returned it. */
export interface Performed {
  ended: Ended;
  job?: Job;
}

/** Tries an operation once. */
export const perform = async (op: Operation, jobs: JobStore): Promise<Performed> => {
  try {
    return await atThePort(op, jobs);
  } catch (error) {
    return { ended: classifyError(error) };
  }
};

const classifyError = (error: unknown): Ended => {
  if (error instanceof DomainError) return { outcome: "refused", why: error.code };
  if (error instanceof StoreUnavailable) return { outcome: "unavailable", why: wordsOf(error.cause) };
  if (error instanceof OutcomeUnknown) return { outcome: "unknown", why: wordsOf(error.cause) };
  return { outcome: "broken", why: error instanceof Error ? (error.stack ?? error.message) : String(error) };
};

const atThePort = async (op: Operation, jobs: JobStore): Promise<Performed> => {
  if (op.job === null) {
    const { job } = await jobs.create(creationOf(op));
    return { ended: { outcome: "done", job: job.id, rev: job.rev }, job };
  }
  const said = op.kind === "message" ? { message: op.id } : {};
  const changed = await jobs.change(op.job, { write: op.write, by: op.by, decide: decideOf(op), ...said });
  if (changed === null) return { ended: { outcome: "broken", why: "The store knows no such job" } };
  const { job, changed: did, replayed } = changed;
  return { ended: { outcome: did || replayed ? "done" : "same", job: job.id, rev: job.rev }, job };
};

const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause)).slice(0, 200);
