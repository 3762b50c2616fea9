import { instantOf, type Instant } from "../clock.ts";
import type { JobId } from "../job-id.ts";
import { emptyHead, type ConversationHead, type Message } from "./conversation.ts";
import { isOptedOut } from "./may-text.ts";

/** What is removed from a conversation. */
export interface ForgetRequest {
  jobs: readonly JobId[];
  /** The person is forgotten in all of their jobs, so other people on the same number keep no name. */
  person: boolean;
  /** `contact`: the conversation with that person. `office`: one with a person of the office, which keeps its contact. */
  with: "contact" | "office";
}

/** What is left of a conversation. */
export interface LeftOver {
  head: ConversationHead;
  /** True if no message stays. */
  isWhole: boolean;
}

/**
 * Decides what is left of a conversation without some of its jobs. If it has no other job, all of it goes, with the
 * contact. Only what the customer forbade stays, without the number: its key finds it again.
 */
export const headWithoutJobs = (
  head: ConversationHead,
  messages: readonly Message[],
  { jobs: gone, person, with: side }: ForgetRequest,
): LeftOver => {
  const jobs = head.jobs.filter((id) => !gone.includes(id));
  const isOther = ({ job }: Message): boolean => job !== undefined && !gone.includes(job);
  if (side === "contact" && jobs.length === 0 && !messages.some(isOther)) return { head: stubOf(head), isWhole: true };
  const name = person && side === "contact" ? "" : head.name;
  const isSame = jobs.length === head.jobs.length && name === head.name;
  return { head: isSame ? head : { ...head, rev: head.rev + 1, jobs, name }, isWhole: false };
};

/** Returns what stays of a contact whose conversation is removed: the wishes that outlive it, and nothing that names it. */
export const stubOf = (head: ConversationHead): ConversationHead => {
  if (head.contact === null) return head;
  const { rev, opt_out, do_not_text, unsubscribed } = head;
  const kept = opt_out !== null && isOptedOut(head) ? { at: opt_out.at, how: opt_out.how } : null;
  return { ...emptyHead, rev: rev + 1, opt_out: kept, do_not_text, unsubscribed };
};

/** True for a message about one of these jobs. */
export const isAbout = ({ job }: Message, jobs: readonly JobId[]): boolean => job !== undefined && jobs.includes(job);

/** How long messages stay after the last one of their conversation: 24 months. */
const yearsKept = 2;

/** Messages before this instant are too old to keep. */
export const keptSince = (now: number): Instant => {
  const at = instantOf(now);
  // February 29 of an earlier year compares as the end of that month.
  return `${String(Number(at.slice(0, 4)) - yearsKept)}${at.slice(4)}`;
};
