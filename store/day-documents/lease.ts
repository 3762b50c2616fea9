import { sameWindow, type Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import { freshId } from "../../domain/random.ts";
import type { DayDocument, SendEntry } from "./day-document.ts";
import type { Documents } from "./documents.ts";

/** Whoever delivers messages. `notify/` has the real ones. */
export interface Sender {
  /** How long one `send` may take before it gives up. */
  timeout_ms: number;
  send(message: { id: string; job: Job; template: string }): Promise<void>;
}

/**
 * Sends one message. It **begins** with the swap that leases the entry, and that swap judges, in the version
 * that it replaces, that the visit still stands; if not, the entry goes and nothing is sent. So no message is
 * begun for a visit whose cancellation was committed. Returns false while another worker holds the lease.
 */
export const beginSend = async (documents: Documents, sender: Sender, day: Day, entry: SendEntry): Promise<boolean> => {
  const { clock, random, process } = documents.medium;
  const committer = documents.day(day);
  const lease = { by: process, id: freshId(random), until: clock.now() + sender.timeout_ms * leaseFactor };
  const begun = await committer.commit({
    apply: (draft): { result: Job | "gone" | "wait"; wrote: boolean } => {
      const now = draft.outbox.find(({ id }) => id === entry.id);
      const job = draft.jobs.get(entry.job)?.job;
      if (now?.kind !== "send") return { result: "gone", wrote: false };
      if (now.lease !== null && now.lease.until > clock.now()) return { result: "wait", wrote: false };
      if (job === undefined || !stands(job, now)) {
        draft.outbox = draft.outbox.filter(({ id }) => id !== entry.id);
        return { result: "gone", wrote: true };
      }
      draft.outbox = replace(draft, { ...now, lease });
      return { result: job, wrote: true };
    },
  });
  if (begun === "wait") return false;
  if (begun === "gone") return true;
  // A process that slept since the swap has no time left to send within its lease: somebody else will.
  if (lease.until - clock.now() < sender.timeout_ms) return false;
  try {
    await sender.send({ id: entry.id, job: begun, template: entry.template });
  } catch (error) {
    await release(documents, day, entry.id, lease.id, "retry");
    throw error;
  }
  await release(documents, day, entry.id, lease.id, "sent");
  return true;
};

/** Only under the own, newest lease: a worker that was overtaken removes nothing of the other's. */
const release = async (documents: Documents, day: Day, entryId: string, leaseId: string, how: "sent" | "retry"): Promise<void> => {
  await documents.day(day).commit({
    apply: (draft) => {
      const now = draft.outbox.find(({ id }) => id === entryId);
      if (now?.kind !== "send" || now.lease?.id !== leaseId) return { result: undefined, wrote: false };
      draft.outbox =
        how === "sent" ? draft.outbox.filter(({ id }) => id !== entryId) : replace(draft, { ...now, lease: null });
      return { result: undefined, wrote: true };
    },
  });
};

const replace = (draft: DayDocument, entry: SendEntry) =>
  draft.outbox.map((candidate) => (candidate.id === entry.id ? entry : candidate));

const stands = (job: Job, { visit }: SendEntry): boolean => {
  if (visit === null) return true;
  const now = job.visits.find(({ id }) => id === visit.id);
  return job.status !== "cancelled" && now !== undefined && now.day === visit.day && sameWindow(now.window, visit.window);
};

const leaseFactor = 3;
