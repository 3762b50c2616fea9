import { instantOf } from "../../domain/clock.ts";
import { expiryOf } from "../../domain/expiry.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { Conversation } from "../../domain/message/conversation.ts";
import { textBar } from "../../domain/message/may-text.ts";
import { hasWritten } from "../../domain/message/write-reply.ts";
import { countryOfLocale, isAbroad } from "../../notify/consent.ts";
import type { ReplyChoice, Via, WhyNot } from "../../projection/conversation-view.ts";
import { findReadable } from "../customer.ts";
import type { Services } from "../services.ts";

type Reading = Pick<Services, "jobs" | "settings" | "clock">;

/** Returns how an answer can reach the contact, for the reply box. `job`: the job that the answer is about. */
export const replyChoiceOf = async (
  services: Reading,
  conversation: Conversation,
  job: JobId | null = conversation.jobs.at(-1) ?? null,
): Promise<ReplyChoice> => {
  const about = job === null ? null : await findReadable(services.jobs, job);
  const settings = await services.settings.read();
  const now = services.clock.now();
  const bars: Record<Via, WhyNot | null> = {
    text: whyNoText(conversation, countryOfLocale(settings.business.locale), now),
    email: conversation.contact?.kind === "email" || about?.customer?.email !== undefined ? null : "no_address",
    page: whyNoPage(about, about === null ? null : expiryOf(about, settings), instantOf(now)),
  };
  const last = conversation.messages.findLast(({ dir }) => dir === "in")?.via;
  const order: Via[] = [...(last === undefined ? [] : [last]), "text", "email", "page"];
  return {
    via: order.find((via) => bars[via] === null) ?? null,
    channels: vias.map((via) => ({ via, why_not: bars[via] })),
  };
};

const vias: Via[] = ["text", "email", "page"];

const whyNoText = (conversation: Conversation, country: string, now: number): WhyNot | null => {
  if (conversation.contact?.kind !== "phone") return "no_address";
  if (isAbroad(conversation.contact.value, country)) return "abroad";
  return textBar(conversation, { basis: "reply", now, hasWritten: hasWritten(conversation.messages) });
};

/** The page shows an answer until its link expires. */
const whyNoPage = (job: Job | null, expires: string | null, now: string): WhyNot | null =>
  job === null || job.link !== "live" || (expires !== null && expires <= now) ? "no_link" : null;
