import { epochOf } from "../../domain/clock.ts";
import type { Job } from "../../domain/job.ts";
import { UnreadableDocument } from "../../store/job-store.ts";
import type { Services } from "../services.ts";
import { conversationsOfJob, messagesOfJob } from "./messages-of-job.ts";

type Reading = Pick<Services, "conversations" | "report">;

/**
 * Returns the words of the messages of a job's page by their history id. It reads the conversation only if the history
 * names a message. A damaged conversation must not hide the job, so its messages are left out.
 */
export const pageTexts = async (
  services: Reading,
  job: Pick<Job, "id" | "customer" | "history">,
): Promise<ReadonlyMap<string, string>> => {
  if (wordless(job).length === 0) return new Map();
  try {
    const found = messagesOfJob(job, await conversationsOfJob(services, job));
    return new Map(found.map(({ message }) => [message.id, message.text]));
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    services.report(error);
    return new Map();
  }
};

/** True if the words of a new message have not reached the conversation. The outbox files them in a moment. */
export const isAwaitingWords = (job: Pick<Job, "history">, texts: ReadonlyMap<string, string>, now: number): boolean =>
  wordless(job).some(({ id, at }) => !texts.has(id) && now - epochOf(at) < filed_ms);

const wordless = ({ history }: Pick<Job, "history">): Job["history"] =>
  history.filter(({ what, reason }) => what === "messaged" && reason === undefined);

/** Past this, the words are lost or forgotten, and the page goes without them. */
const filed_ms = 10 * 60_000;
