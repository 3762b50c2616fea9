import { withoutUndefined } from "../domain/field-table.ts";
import type { Actor } from "../domain/job.ts";
import type { JobId } from "../domain/job-id.ts";
import type { MessageVisit } from "../domain/message/event.ts";
import type { ArchivedMessage } from "./archive.ts";
import type { NewAppend, NewSend } from "./queued-entry.ts";

/** What an earlier version stored of a message: it named the text, and not the event. */
export interface TemplateMessage {
  id: string;
  job: JobId;
  template: string;
  visit: MessageVisit | null;
}

/**
 * Copies what an archive has of a message: not its attempts. Writing and reading an archive both use it, so a field that it
 * does not name reaches no file and no store. It also reads what an earlier version exported.
 */
export const readArchivedMessage = (message: ArchivedMessage | TemplateMessage): ArchivedMessage => {
  if ("template" in message) return readTemplateMessage(message);
  return message.kind === "append" ? archivedAppend(message) : archivedSend(message);
};

const archivedAppend = ({ kind, id, job, message, text, at, by }: Archived<NewAppend>): Archived<NewAppend> =>
  withoutUndefined<Archived<NewAppend>>({
    kind,
    id,
    job,
    message,
    text,
    at,
    by: withoutUndefined<Actor>({ kind: by.kind, name: by.name }),
  });

const archivedSend = (send: Archived<NewSend>): Archived<NewSend> =>
  withoutUndefined<Archived<NewSend>>({
    kind: send.kind,
    id: send.id,
    job: send.job,
    event: send.event,
    audience: send.audience,
    channels: [...send.channels],
    lane: send.lane,
    cause: send.cause,
    facts: send.facts,
    visit: send.visit,
    while: send.while,
    not_before: send.not_before,
    expires_at: send.expires_at,
    quiet: send.quiet,
  });

type Archived<Entry> = Entry & { job: JobId };

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
