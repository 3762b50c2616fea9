import type { Actor, Job } from "../domain/job.ts";
import type { ChannelKind } from "../domain/message/event.ts";
import { textBar } from "../domain/message/may-text.ts";
import type { Sender } from "../store/job-store.ts";
import type { SendEntry } from "../store/queued-entry.ts";
import { channelBar, countryOfLocale, type WhyNot } from "./consent.ts";
import { wordMessage, type Worded } from "./content.ts";
import { contactOf, customerOf, type Recipient } from "./recipient.ts";
import { readRound, type Round, type SenderParts } from "./sender-parts.ts";

/** Stores that a customer's message ended without being sent, so that the office sees it. */
export const noteEnded = async (
  parts: SenderParts,
  { entry, job, how }: Parameters<Sender["ended"]>[0],
): Promise<void> => {
  const round = await readRound(parts, 0);
  const recipient = customerOf(entry, job, round.settings.business);
  const [via = "text"] = entry.channels;
  const words = recipient === null ? null : wordsOf(parts, round, { entry, job, recipient, via });
  const code = how === "parked" ? await codeOf(parts, round, { entry, job, recipient }) : null;
  await parts.conversations.note({
    id: entry.id,
    contact: contactOf(job),
    name: job.customer?.name ?? "",
    job: job.id,
    by: tailboard,
    event: entry.event,
    via,
    text: words?.text ?? "",
    ...(words?.subject === undefined ? {} : { subject: words.subject }),
    state: how,
    ...(code === null ? {} : { code }),
  });
};

/** Returns the words of a job's message. Null: the event has none for a text. */
export const wordsOf = (
  { contentOf }: Pick<SenderParts, "contentOf">,
  { settings, messages, now }: Pick<Round, "settings" | "messages" | "now">,
  { entry, job, recipient: { language }, via }: { entry: SendEntry; job: Job; recipient: Recipient; via: ChannelKind },
): Worded | null => {
  const content = contentOf({ entry, job, language, settings, messages, now });
  return wordMessage({ ...content, event: entry.event, language, via, settings, messages });
};

/** Why a message is parked, for the person who looks at it. Null: the conversation has the provider's code. */
const codeOf = async (
  { conversations }: SenderParts,
  { settings, messages, channels, now }: Round,
  { entry, job, recipient }: { entry: SendEntry; job: Job; recipient: Recipient | null },
): Promise<WhyNot | "paused" | null> => {
  const key = await conversations.keyOf(contactOf(job));
  if ((await conversations.message(key, entry.id))?.code !== undefined) return null;
  if (channels.paused !== null) return "paused";
  if (recipient === null) return "no_address";
  const [via = "email"] = entry.channels;
  const to = recipient.addresses[via];
  const country = countryOfLocale(settings.business.locale);
  const unsent = channelBar({ via, event: entry.event, to, channels, settings: messages, country });
  if (unsent !== null || via === "email") return unsent;
  const { consent, basis } = recipient;
  const head = { consent, opt_out: null, do_not_text: false, flags: {}, ...(await conversations.find(key)) };
  return textBar(head, { basis, now, hasWritten: false }) ?? "day_limit";
};

export const tailboard: Actor = { kind: "system", name: "Tailboard" };
