import { instantOf, type Instant } from "../domain/clock.ts";
import type { Job } from "../domain/job.ts";
import { beginSend } from "../domain/message/begin-send.ts";
import { contactByOf } from "../domain/message/contact-choice.ts";
import { emptyHead } from "../domain/message/conversation.ts";
import type { ChannelKind, CustomerEvent } from "../domain/message/event.ts";
import type { Language } from "../domain/message/language.ts";
import { isSilent } from "../domain/message/silent.ts";
import type { NewSend, SendEntry } from "../store/queued-entry.ts";
import type { WhyNot } from "./consent.ts";
import { tailboard, wordsOf } from "./ended-message.ts";
import { eventRules } from "./event.ts";
import { customerEventsOf } from "./job-events.ts";
import { planChange, reachableBy } from "./plan.ts";
import { customerOf, type Recipient } from "./recipient.ts";
import { barOf, heldUntil } from "./send-bar.ts";
import { readRound, type Round, type SenderParts } from "./sender-parts.ts";
import { isForCustomer } from "./variable.ts";

/** A message that a change would send, in its words. */
export interface ForeseenMessage {
  event: CustomerEvent;
  via: ChannelKind;
  to: string;
  language: Language;
  subject: string | null;
  text: string;
  /** When a text goes out that waits for the end of the night. Null: in a moment. */
  held_until: Instant | null;
}

/** Why a change that has news for the customer sends them nothing. */
export type Silence =
  | WhyNot
  /** The call would be refused. */
  | "refused"
  | "asked_for_none"
  | "not_sent_by_job"
  | "too_late"
  | "paused"
  | "event_off"
  | "unsubscribed";

export interface Foreseen {
  messages: ForeseenMessage[];
  /** Null beside messages, and for a change that is no news for the customer. */
  silence: Silence | null;
}

type Parts = Pick<
  SenderParts,
  "conversations" | "channels" | "health" | "settings" | "messageSettings" | "contentOf" | "clock"
>;

/** Composes what a change would tell its customer, by the rules that plan and send it. Nothing is stored. */
export const foresee = async (parts: Parts, before: Job | null, job: Job): Promise<Foreseen> => {
  const round = await readRound(parts, 0);
  const { now, settings, channels } = round;
  const zone = settings.business.time_zone;
  if (customerEventsOf(before, job, zone).length === 0) return { messages: [], silence: null };
  const silent = (silence: Silence): Foreseen => ({ messages: [], silence });
  if (isSilent(job)) return silent("not_sent_by_job");
  if (job.customer !== null && contactByOf(job.customer) === "none")
    return silent(hasAddress(job.customer) ? "asked_for_none" : "no_address");
  if (reachableBy(job, ["text", "email"]).length === 0) return silent("no_address");
  if (channels.paused !== null) return silent("paused");
  const planned = planChange({ before, job, notify: true, now }, { zone, hookTypes: () => [] });
  const outcomes: (ForeseenMessage | Silence)[] = [];
  for (const entry of planned)
    if (entry.kind === "send" && entry.audience === "customer")
      outcomes.push(await outcomeOf(parts, round, asEntry(entry, job), job));
  const messages = outcomes.filter((outcome) => typeof outcome === "object");
  const silence = outcomes.find((outcome) => typeof outcome === "string") ?? "too_late";
  return messages.length > 0 ? { messages, silence: null } : silent(silence);
};

const hasAddress = ({ phone, email }: NonNullable<Job["customer"]>): boolean =>
  phone !== undefined || email !== undefined;

const asEntry = (entry: NewSend, { id }: Job): SendEntry => ({
  ...entry,
  job: id,
  failures: 0,
  parked: false,
  lease: null,
});

/** The message by the first channel that can carry it, else why none can. */
const outcomeOf = async (
  parts: Parts,
  round: Round,
  entry: SendEntry,
  job: Job,
): Promise<ForeseenMessage | Silence> => {
  if (round.messages.events[entry.event]?.on === false) return "event_off";
  const recipient = customerOf(entry, job, round.settings.business);
  if (recipient === null) return "asked_for_none";
  let why: Silence = "no_address";
  for (const via of recipient.channels) {
    const tried = await byChannel(parts, round, { entry, job, recipient, via });
    if (typeof tried === "object") return tried;
    why = tried;
  }
  return why;
};

interface Trial {
  entry: SendEntry;
  job: Job;
  recipient: Recipient;
  via: ChannelKind;
}

const byChannel = async (parts: Parts, round: Round, trial: Trial): Promise<ForeseenMessage | Silence> => {
  const { entry, job, recipient, via } = trial;
  const bar = barOf(round, entry, recipient, via);
  const to = recipient.addresses[via];
  // An account that fails is tried again, so the last channel still carries the message.
  if (bar !== null && (bar !== "failing" || via !== recipient.channels.at(-1))) return bar;
  const held = heldUntil(round, entry, via);
  if (held === "useless") return "too_late";
  const words = wordsOf(parts, round, { entry, job, recipient, via });
  if (words === null || to === null || !isForCustomer(entry.event)) return "no_address";
  const barred = await barredBy(parts, round, trial);
  if (barred !== null) return barred;
  return {
    event: entry.event,
    via,
    to,
    language: recipient.language,
    subject: words.subject ?? null,
    text: words.text,
    held_until: held === null ? null : instantOf(held),
  };
};

/** What the conversation would say in the write that begins the message. */
const barredBy = async (
  { conversations }: Pick<Parts, "conversations">,
  { now }: Round,
  { entry, job, recipient, via }: Trial,
): Promise<Silence | null> => {
  const { contact, name, basis, consent } = recipient;
  const known = await conversations.find(await conversations.keyOf(contact));
  const convenience = eventRules[entry.event].unsubscribable === true;
  const attempt = { id: entry.id, until: now };
  const named = { id: entry.id, contact, name, job: job.id, by: tailboard, event: entry.event, via, text: "" };
  const { begun } = beginSend(
    { ...emptyHead, ...known },
    known?.messages ?? [],
    { ...named, basis, consent, convenience, attempt },
    now,
  );
  return begun.how === "barred" ? begun.why : null;
};
