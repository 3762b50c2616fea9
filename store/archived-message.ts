import type { JobId } from "../domain/job-id.ts";
import type { MessageVisit } from "../domain/message/event.ts";
import type { ArchivedMessage } from "./archive.ts";

/** What an earlier version stored of a message: it named the text, and not the event. */
export interface TemplateMessage {
  id: string;
  job: JobId;
  template: string;
  visit: MessageVisit | null;
}

/** Reads a message that any version exported. One with a template is read as one about a booking. */
export const readArchivedMessage = (message: ArchivedMessage | TemplateMessage): ArchivedMessage => {
  if (!("template" in message)) return message;
  const { id, job, visit } = message;
  return {
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
  };
};
