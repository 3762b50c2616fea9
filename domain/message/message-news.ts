import type { Instant } from "../clock.ts";
import type { JobId } from "../job-id.ts";
import type { Message, MessageState } from "./conversation.ts";
import { officeEvents, type MessageEvent } from "./event.ts";

/** Something that happened to a message, which other programs hear of. */
export interface MessageNews {
  type: MessageNewsType;
  /** The id of the message. */
  message: string;
  /** Null for a text that belongs to no job. */
  job: JobId | null;
  at: Instant;
}

export const messageNewsTypes = ["message.received", "message.failed"] as const;
export type MessageNewsType = (typeof messageNewsTypes)[number];

/**
 * Returns what other programs hear of a new version of a message. Null for a message of the customer's page, because its
 * job tells of it, and for the office's own alerts.
 */
export const newsOf = (before: Message | undefined, message: Message, at: Instant): MessageNews | null => {
  const { id, dir, via, event, job = null } = message;
  const news = (type: MessageNewsType): MessageNews => ({ type, message: id, job, at });
  if (dir === "in") return before === undefined && via === "text" ? news("message.received") : null;
  const isForOffice = event !== undefined && forOffice.has(event);
  const isNew = before === undefined || !failed.has(before.state);
  return failed.has(message.state) && isNew && !isForOffice ? news("message.failed") : null;
};

/** The customer does not have the message. An email may still take the place of a text. */
const failed: ReadonlySet<MessageState> = new Set<MessageState>(["parked", "undelivered", "failed"]);

const forOffice: ReadonlySet<MessageEvent> = new Set(officeEvents);
