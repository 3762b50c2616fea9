import type { JobId } from "../domain/job-id.ts";
import type { MessageVisit } from "../domain/message/event.ts";
import type { ArchivedMessage } from "./archive.ts";
import type { NewSend } from "./queued-entry.ts";

/** What an earlier version stored of a message: it named the text, and not the event. */
export interface TemplateMessage {
  id: string;
  job: JobId;
  template: string;
  visit: MessageVisit | null;
}

/** Reads a message that any version exported. */
export const readArchivedMessage = (message: ArchivedMessage | TemplateMessage): ArchivedMessage =>
  "template" in message ? readTemplateMessage(message) : message;

/** Reads a message with a template as one about a booking. */
export const readTemplateMessage = ({ id, job, visit }: TemplateMessage): NewSend & { job: JobId } => ({
  kind: "send",
  id,
  job,
  event: "booked",
  audience: "customer",
  channels: ["text", "email"],
  lane: "customer/text",
  cause: id,
  visit,
  while: "none",
  not_before: 0,
  expires_at: Number.MAX_SAFE_INTEGER,
  quiet: "hold",
});
