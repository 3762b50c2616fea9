import type { Context } from "hono";
import { addDays, dayIn, instantIn } from "../../domain/day.ts";
import { epochOf, instantOf } from "../../domain/clock.ts";
import { DomainError, invalid } from "../../domain/domain-error.ts";
import { readJobId, type JobId } from "../../domain/job-id.ts";
import type { Conversation, ConversationId, Message } from "../../domain/message/conversation.ts";
import { leaveMessage } from "../../domain/message.ts";
import { sizeOf } from "../../notify/text-size.ts";
import type { ReplyChoice, Via, WhyNot } from "../../projection/conversation-view.ts";
import { principalOf } from "../authorize.ts";
import type { HttpEnv, Principal } from "../route.ts";
import type { Services } from "../services.ts";
import { actorOf } from "../staff-job.ts";
import { conversationNotFound, staleConversation } from "./conversation.ts";
import { replyChoiceOf } from "./reply-choice.ts";
import { idOfRequest } from "./request-id.ts";

/** What a person answers, after the schema checked it. */
export interface ReplyInput {
  text: string;
  via?: Via | undefined;
  send_at?: "8am" | undefined;
}

interface Answering {
  conversation: Conversation;
  input: ReplyInput;
  /** The job that the answer is about. Null: none. */
  job: JobId | null;
  /** The revision that the person saw. Null: any. */
  rev: number | null;
  key: string | undefined;
}

/**
 * Sends a person's answer by the channel that they chose, or by the first that is possible. Throws `stale` with the
 * colleague's answer, `opted_out`, `no_channel` or `messages_paused`.
 */
export const sendAnswer = async (services: Services, c: Context<HttpEnv>, answering: Answering): Promise<Message> => {
  const { conversation, input, job, rev, key } = answering;
  const principal = principalOf(c);
  const id = idOfRequest(services.random, { operation: "reply", object: conversation.id, key });
  const known = await services.conversations.message(conversation.id, id);
  if (known !== null) {
    assertSameText(known, input.text);
    c.header("Idempotency-Replayed", "true");
    return known;
  }
  if (rev !== null && rev !== conversation.rev) throw await staleConversation(services, conversation);
  const choice = await replyChoiceOf(services, conversation, job);
  const via = viaOf(choice, input.via);
  if (via === "page") return await writeOnPage(services, { ...answering, id, principal });
  await assertNotPaused(services);
  const outcome = await services.conversations.reply(conversation.id, {
    id,
    by: actorOf(principal),
    ...(principal.user === undefined ? {} : { user: principal.user }),
    via,
    text: input.text,
    ...(via === "text" ? { segments: sizeOf(input.text).segments } : {}),
    ...(job === null ? {} : { job }),
    ...(input.send_at === undefined ? {} : { not_before: await nextMorning(services) }),
    ...(rev === null ? {} : { rev }),
  });
  if (outcome.how === "missing") throw conversationNotFound();
  if (outcome.how === "stale") throw await staleConversation(services, outcome.conversation);
  // The customer may have stopped texts since the conversation was read.
  if (outcome.how === "barred") throw barred([{ via, why_not: outcome.why }]);
  return input.send_at === undefined ? await triedOnce(services, conversation.id, outcome.message) : outcome.message;
};

/** Tries the answer within the call, so that the person sees what became of it. */
const triedOnce = async (
  { conversations, sendReplyNow }: Pick<Services, "conversations" | "sendReplyNow">,
  id: ConversationId,
  message: Message,
): Promise<Message> => {
  await sendReplyNow(id);
  return (await conversations.message(id, message.id)) ?? message;
};

/** Throws `messages_paused` for a store that is a copy, or that moved: it sends nothing until its owner resumes it. */
export const assertNotPaused = async ({ channels }: Pick<Services, "channels">): Promise<void> => {
  const { paused } = await channels.read();
  if (paused !== null)
    throw new DomainError(
      "messages_paused",
      "Messages are paused, because this is a copy or it moved. An owner can resume them.",
      {
        facts: { reason: paused },
      },
    );
};

const assertSameText = (known: Message, text: string): void => {
  if (known.text === text) return;
  throw new DomainError(
    "idempotency_key_reused",
    "This Idempotency-Key was already used for another answer. Send a new key.",
  );
};

/** Returns the job that an answer is about: the one that the person chose, else the contact's newest. */
export const jobOfAnswer = ({ jobs }: Conversation, typed: string | undefined): JobId | null => {
  if (typed === undefined) return jobs.at(-1) ?? null;
  const id = readJobId(typed);
  if (id !== null && jobs.includes(id)) return id;
  throw invalid({ field: "/job", code: "unknown_job", message: "Choose a job of this customer." });
};

/** Returns the channel to use. Throws if the chosen one, or every one, is not possible. */
const viaOf = ({ via: usual, channels }: ReplyChoice, chosen: Via | undefined): Via => {
  const asked = channels.filter(({ via }) => chosen === undefined || via === chosen);
  const via = chosen ?? usual;
  if (via !== null && asked.some((one) => one.via === via && one.why_not === null)) return via;
  throw barred(asked);
};

const barred = (channels: { via: Via; why_not: WhyNot | null }[]): DomainError => {
  const reasons = channels.flatMap(({ via, why_not }) => (why_not === null ? [] : [{ via, why: why_not }]));
  const [only] = reasons;
  if (reasons.length === 1 && only?.why === "opted_out")
    return new DomainError("opted_out", "This customer stopped texts. Send an email or call.", { facts: { reasons } });
  return new DomainError("no_channel", "This message can't be sent this way. Choose another way, or call.", {
    facts: { reasons },
  });
};

/** The next 8 o'clock in the morning on the business's clock. */
const nextMorning = async ({ settings, clock }: Pick<Services, "settings" | "clock">): Promise<number> => {
  const { business } = await settings.read();
  const now = clock.now();
  const today = dayIn(business.time_zone, now);
  const [first = now, second = now] = [today, addDays(today, 1)].map((day) =>
    epochOf(instantIn(business.time_zone, day, "08:00")),
  );
  return first > now ? first : second;
};

interface PageAnswer extends Answering {
  id: string;
  principal: Principal;
}

/**
 * Writes the answer on the customer's page. It is a change of the job, so that the page is published with it. The change
 * and the conversation are two writes: the first one to clear "needs a reply" is the one that answers.
 */
const writeOnPage = async (
  services: Services,
  { conversation, input, rev, id, job, principal }: PageAnswer,
): Promise<Message> => {
  const { conversations, jobs } = services;
  if (job === null) throw barred([{ via: "page", why_not: "no_link" }]);
  const claim = await conversations.act(conversation.id, { do: "done" }, rev === null ? {} : { rev });
  if (claim === null) throw conversationNotFound();
  if (claim.how === "stale") throw await staleConversation(services, claim.conversation);
  const by = actorOf(principal);
  try {
    const changed = await jobs.change(job, { write: id, by, message: input.text, decide: leaveMessage });
    if (changed === null) throw conversationNotFound();
  } catch (error) {
    if (conversation.needs_reply) await conversations.act(conversation.id, { do: "open" });
    throw error;
  }
  if (claim.conversation.assigned === null && principal.user !== undefined)
    await conversations.act(conversation.id, { do: "assign", user: principal.user });
  return (
    (await conversations.message(conversation.id, id)) ?? {
      // The outbox files it in a moment.
      id,
      at: instantOf(services.clock.now()),
      dir: "out",
      via: "page",
      by,
      event: "reply",
      job,
      text: input.text,
      state: "sent",
      attempts: 0,
    }
  );
};
