import { instantAfter, instantOf, type Instant } from "../clock.ts";
import type { Actor } from "../job.ts";
import type { JobId } from "../job-id.ts";
import { withContact, type Contact, type ConversationHead, type Message, type OptOut } from "./conversation.ts";

/** A customer's message, and what it changes besides being kept. */
export interface Received {
  /** The history id of a page message, or the provider's id of a text. A repetition changes nothing. */
  id: string;
  contact: Contact;
  at: Instant;
  via: "text" | "page";
  text: string;
  name?: string;
  job?: JobId;
  photos?: number;
  needs_reply: boolean;
  /** `stop` ends texts to this number, and `start` allows them again. */
  texts?: "stop" | "start" | null;
  /** How the customer asked to stop. The office can take back a sentence. */
  how?: "keyword" | "sentence" | "provider";
  may_cancel?: boolean;
  /** The one text that carriers expect after a keyword. */
  answer?: { id: string; text: string; segments?: number };
  /** When the office hears of it, in milliseconds since the epoch. Left out if the job's own outbox tells the office. */
  alert_at?: number;
}

/** Returns the conversation with a new message, its effect on consent, and the messages that answer it. */
export const receiveMessage = (
  head: ConversationHead,
  received: Received,
  now: number,
): { head: ConversationHead; messages: Message[] } => {
  const { id, contact, at, via, text, job, photos, texts, may_cancel, needs_reply, alert_at, answer } = received;
  const named = withContact(head, received);
  const message: Message = {
    id,
    at,
    dir: "in",
    via,
    by: { kind: "customer", name: named.name || contact.value },
    ...(job === undefined ? {} : { job }),
    text,
    state: "received",
    attempts: 0,
    ...(photos === undefined || photos === 0 ? {} : { photos }),
  };
  const isAlerted = alert_at !== undefined && needs_reply && named.alert === null;
  return {
    head: {
      ...named,
      ...textsAfter(named, received),
      rev: named.rev + 1,
      needs_reply: named.needs_reply || needs_reply,
      flags: may_cancel === true ? { ...named.flags, may_cancel: true } : named.flags,
      alert: isAlerted ? { message: id, not_before: alert_at, failures: 0 } : named.alert,
    },
    messages: answer === undefined ? [message] : [message, answerOf(received, answer, now, texts === "stop")],
  };
};

/** STOP and START in the order in which they arrive: the last one counts, also where a clock was set back between them. */
const textsAfter = (
  { consent, opt_out }: ConversationHead,
  { texts, how = "keyword", at, text }: Received,
): Partial<Pick<ConversationHead, "consent" | "opt_out">> => {
  if (texts === "stop") return { opt_out: optOutOf({ at: laterOf(at, consent?.at, opt_out?.at), how, text }) };
  if (texts !== "start") return {};
  const since = opt_out === null ? at : instantAfter(opt_out.at, at);
  return consent !== null && consent.at > since ? {} : { consent: { at: since, how: "inbound_text" } };
};

const laterOf = (at: Instant, ...others: (Instant | undefined)[]): Instant =>
  others.reduce<Instant>((latest, other) => (other !== undefined && other > latest ? other : latest), at);

const optOutOf = ({ at, how, text }: { at: Instant; how: OptOut["how"]; text: string }): OptOut => ({
  at,
  how,
  text: text.slice(0, 200),
});

const answerOf = (
  { contact, job }: Received,
  { id, text, segments }: { id: string; text: string; segments?: number },
  now: number,
  isStop: boolean,
): Message => ({
  id,
  at: instantOf(now),
  dir: "out",
  via: "text",
  by: tailboard,
  event: "reply",
  ...(job === undefined ? {} : { job }),
  text,
  ...(segments === undefined ? {} : { segments }),
  state: contact.kind === "phone" ? "queued" : "withdrawn",
  attempts: 0,
  // One text after STOP is allowed within five minutes.
  queue: { not_before: now, failures: 0, ...(isStop ? { until: now + 5 * 60_000 } : {}) },
});

const tailboard: Actor = { kind: "system", name: "Tailboard" };
