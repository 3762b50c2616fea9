import { Refusal } from "../../../domain/refusal.ts";
import { OutcomeUnknown, StoreUnavailable, type JobStore } from "../../../store/job-store.ts";
import type { Ended, Operation } from "../operation.ts";
import { capacity, windows } from "../world.ts";
import type { Office } from "./office.ts";
import { creationOf, decideOf, messagesOf } from "./decide.ts";

/** Tries an operation once, at the port or over HTTP, and says what was answered. */
export const perform = async (op: Operation, { jobs, office }: { jobs: JobStore; office: Office }): Promise<Ended> => {
  try {
    return op.via === "http" ? await office.ask(op) : await atThePort(op, jobs);
  } catch (error) {
    if (error instanceof Refusal) return { outcome: "refused", why: error.code };
    if (error instanceof StoreUnavailable) return { outcome: "unavailable", why: wordsOf(error.cause) };
    if (error instanceof OutcomeUnknown) return { outcome: "unknown", why: wordsOf(error.cause) };
    return { outcome: "broken", why: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

const atThePort = async (op: Operation, jobs: JobStore): Promise<Ended> => {
  if (op.kind === "size_day") {
    const { capacity: places, closed } = op.sizes ?? { capacity, closed: false };
    await jobs.setCapacity(
      op.day ?? "",
      windows.map((window) => ({ ...window, capacity: places })),
      closed,
    );
    return { outcome: "done" };
  }
  if (op.job === null) {
    const { job } = await jobs.create(creationOf(op));
    return { outcome: "done", job: job.id, rev: job.rev };
  }
  const changed = await jobs.change(op.job, { write: op.write, by: op.by, decide: decideOf(op), ...messagesOf(op) });
  if (changed === null) return { outcome: "broken", why: "The store knows no such job" };
  const { job, changed: did, replayed } = changed;
  return { outcome: did || replayed ? "done" : "same", job: job.id, rev: job.rev };
};

const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause)).slice(0, 200);
