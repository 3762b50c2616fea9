import type { Job } from "../../domain/job.ts";
import type { Message } from "../../domain/message/conversation.ts";
import { UnreadableDocument } from "../../store/job-store.ts";
import type { MessageSummary } from "../../projection/job-view.ts";
import type { Services } from "../services.ts";
import { conversationsOfJob, messagesOfJob } from "./messages-of-job.ts";

/** Returns what became of a job's messages to its customer, for the answer for one job. */
export const messageSummary = async (
  services: Pick<Services, "conversations" | "report">,
  job: Pick<Job, "id" | "customer">,
): Promise<{ messages?: MessageSummary }> => {
  try {
    const found = messagesOfJob(job, await conversationsOfJob(services, job));
    const sent = found.map(({ message }) => message).filter(({ dir }) => dir === "out");
    return { messages: { last_state: sent.at(-1)?.state ?? null, failed: sent.filter(hasFailed).length } };
  } catch (error) {
    // A damaged conversation must not hide the job. The doctor names it.
    if (!(error instanceof UnreadableDocument)) throw error;
    services.report(error);
    return {};
  }
};

/** True for a message that the customer does not have, and that no email replaced. */
const hasFailed = ({ state, dismissed, fallback }: Message): boolean =>
  (state === "parked" || state === "undelivered" || state === "failed") && dismissed !== true && fallback === undefined;
