import { instantOf, type Instant } from "../../../domain/clock.ts";
import { addDays, type Day } from "../../../domain/day.ts";
import type { JobId } from "../../../domain/job-id.ts";
import { actOn, type ConversationAct } from "../../../domain/message/act-on-conversation.ts";
import { beginSend, type Begun, type SendRequest } from "../../../domain/message/begin-send.ts";
import {
  withContact,
  type Contact,
  type Conversation,
  type ConversationHead,
  type ConversationId,
  type Message,
} from "../../../domain/message/conversation.ts";
import { endSend } from "../../../domain/message/end-send.ts";
import type { ForgetRequest } from "../../../domain/message/forget-messages.ts";
import type { InboxEntry } from "../../../domain/message/inbox-entry.ts";
import { messageNewsTypes, newsOf, type MessageNews } from "../../../domain/message/message-news.ts";
import { isTaken } from "../../../domain/message/message-state.ts";
import { receiveMessage, type Received } from "../../../domain/message/receive-message.ts";
import {
  noteMessage,
  reportDelivery,
  type DeliveryReport,
  type NotedMessage,
} from "../../../domain/message/report-delivery.ts";
import { writePageReply, writeReply, type PageReply, type Reply } from "../../../domain/message/write-reply.ts";
import type {
  ConversationDelivery,
  ConversationStore,
  EndedSend,
  InboxFilter,
  InboxSummary,
  ReplyOutcome,
  SentRef,
  TrayEntry,
} from "../../conversation-store.ts";
import type { ArchivedConversation, ConversationArchive } from "../../archived-conversation.ts";
import type { ProcessContext } from "../../jobs/log/open-log.ts";
import { tolerate } from "../../jobs/tolerate.ts";
import type { IdentityLog } from "../identity.ts";
import type { JsonObjects } from "../json-objects.ts";
import { adoptConversations } from "./adopting.ts";
import { archivedConversations } from "./archiving.ts";
import { contactKey, plainContact } from "./contact-key.ts";
import type { ConversationRecord, ConversationState } from "./conversation-kind.ts";
import { ConversationLogs } from "./conversation-logs.ts";
import { entryOf, hasWork, isShownAlike, viewOf } from "./conversation-view.ts";
import { attemptConversation, drainConversations } from "./draining.ts";
import { forgetInConversation, removeOldConversation } from "./forgetting.ts";
import { InboxLog } from "./inbox-log.ts";
import { olderMessages, findMessage } from "./older-messages.ts";
import { SentDays, sentDaysKept } from "./sent-days.ts";
import { trayEntryOf, TrayLog } from "./tray-log.ts";

type Decided<Result> = { head?: ConversationHead; messages?: readonly Message[]; result: Result };

/** Returns the types of events that some webhook wants. */
type WantedNews = () => Promise<ReadonlySet<string>>;

/** The conversations of a store for one process. */
export class Conversations implements ConversationStore {
  readonly inboxLog: InboxLog;
  readonly logs: ConversationLogs;
  readonly objects: JsonObjects;
  readonly process: ProcessContext;
  readonly #tray: TrayLog;
  readonly #days: SentDays;
  readonly #identity: Pick<IdentityLog, "salt">;
  readonly #wanted: WantedNews;

  constructor(
    process: ProcessContext,
    objects: JsonObjects,
    identity: Pick<IdentityLog, "salt">,
    wanted: WantedNews = async () => await Promise.resolve(new Set()),
  ) {
    this.process = process;
    this.#wanted = wanted;
    this.objects = objects;
    this.#identity = identity;
    this.logs = new ConversationLogs(process, objects);
    this.inboxLog = new InboxLog(process);
    this.#tray = new TrayLog(process);
    this.#days = new SentDays(process, objects);
  }

  async keyOf(contact: Contact): Promise<ConversationId> {
    return contactKey(await this.#identity.salt(), contact);
  }

  async find(id: ConversationId): Promise<Conversation | null> {
    return viewOf(id, (await this.logs.read(id)).state);
  }

  older(id: ConversationId, before: string): Promise<{ messages: Message[]; more: boolean } | null> {
    return olderMessages(this.logs, id, before);
  }

  message(id: ConversationId, message: string): Promise<Message | null> {
    return findMessage(this.logs, id, message);
  }

  async receive(received: Received): Promise<{ conversation: Conversation; isNew: boolean }> {
    const contact = plainContact(received.contact);
    const id = await this.keyOf(contact);
    const { result, state } = await this.#change<boolean>(id, ({ head, messages, paged }) => {
      if (paged.includes(received.id) || messages.some((message) => message.id === received.id))
        return { result: false };
      return { ...receiveMessage(head, { ...received, contact }, this.#now), result: true };
    });
    return { conversation: seen(id, state), isNew: result };
  }

  async addPageReply(reply: PageReply): Promise<Conversation> {
    const contact = plainContact(reply.contact);
    const id = await this.keyOf(contact);
    const { state } = await this.#change<undefined>(id, ({ head, messages, paged }) => {
      const isKnown = paged.includes(reply.id) || messages.some((message) => message.id === reply.id);
      if (isKnown) return { result: undefined };
      const written = writePageReply(head, { ...reply, contact });
      return { head: written.head, messages: [written.message], result: undefined };
    });
    return seen(id, state);
  }

  async reply(id: ConversationId, reply: Reply): Promise<ReplyOutcome> {
    const { result, state } = await this.#change<ReturnType<typeof writeReply> | null>(id, ({ head, messages }) => {
      if (head.contact === null) return { result: null };
      const replying = writeReply(head, messages, reply, this.#now);
      const isNew = replying.how === "queued" && !messages.some((message) => message.id === reply.id);
      return isNew ? { head: replying.head, messages: [replying.message], result: replying } : { result: replying };
    });
    if (result === null) return { how: "missing" };
    if (result.how === "barred") return result;
    if (result.how === "stale") return { how: "stale", conversation: seen(id, state) };
    return { how: "queued", message: result.message, conversation: seen(id, state) };
  }

  async beginSend(request: SendRequest): Promise<Begun> {
    const contact = plainContact(request.contact);
    const id = await this.keyOf(contact);
    const { result } = await this.#change<Begun>(id, ({ head, messages }) => {
      const begun = beginSend(head, messages, { ...request, contact }, this.#now);
      if (begun.begun.how === "begun" || begun.begun.how === "doubt")
        return { head: begun.head, messages: [begun.begun.message], result: begun.begun };
      // What is known of the contact is kept only with a message.
      return { result: begun.begun };
    });
    // A crash may have come between the end of the message and its index.
    if (result.how === "over") await this.#index(id, result.message);
    return result;
  }

  async endSend(id: ConversationId, { message, attempt, end, again }: EndedSend): Promise<Message | null> {
    const { result, state } = await this.#change<Message | null>(id, ({ head, messages }) => {
      const known = messages.find((one) => one.id === message);
      if (known === undefined) return { result: null };
      const ended = endSend(head, known, { attempt, end, ...(again === undefined ? {} : { again }) }, this.#now);
      if (ended === null) return { result: isTaken(known) ? known : null };
      return { head: ended.head, messages: [ended.message], result: ended.message };
    });
    if (result !== null) await this.#index(id, result, state.head);
    return result;
  }

  async note(noted: NotedMessage): Promise<void> {
    const contact = plainContact(noted.contact);
    const id = await this.keyOf(contact);
    const { result, state } = await this.#change<Message | null>(id, ({ head, messages, paged }) => {
      const known = messages.find((one) => one.id === noted.id);
      if (known === undefined && paged.includes(noted.id)) return { result: null };
      const after = noteMessage(head, known, { ...noted, contact }, this.#now);
      if (after === null) return { result: known ?? null };
      return { head: after.head, messages: [after.message], result: after.message };
    });
    if (result !== null) await this.#index(id, result, state.head);
  }

  async report(id: ConversationId, report: DeliveryReport): Promise<{ moved: boolean; message: Message } | null> {
    const { result } = await this.#change<{ moved: boolean; message: Message; before: string } | null>(
      id,
      ({ head, messages }) => {
        const known = messages.find((one) => one.id === report.message);
        if (known === undefined) return { result: null };
        const after = reportDelivery(head, known, report, this.#now);
        if (after === null) return { result: { moved: false, message: known, before: known.state } };
        const result = { moved: true, message: after.message, before: known.state };
        return { head: after.head, messages: [after.message], result };
      },
    );
    if (result?.before === "parked") await this.#tray.remove((entry) => entry.message === report.message);
    return result === null ? null : { moved: result.moved, message: result.message };
  }

  async settleFallback(id: ConversationId, message: string, outcome: "queued" | "none"): Promise<void> {
    await this.#change<undefined>(id, ({ messages }) => {
      const known = messages.find((one) => one.id === message);
      if (known?.fallback !== "due") return { result: undefined };
      const { fallback: _due, ...settled } = known;
      return { messages: [outcome === "queued" ? { ...settled, fallback: outcome } : settled], result: undefined };
    });
  }

  async act(
    id: ConversationId,
    act: ConversationAct,
    { rev }: { rev?: number | undefined } = {},
  ): Promise<{ how: "done" | "stale"; conversation: Conversation } | null> {
    const { result, state } = await this.#change<"done" | "stale" | null>(id, ({ head }) => {
      if (head.contact === null) return { result: null };
      if (rev !== undefined && rev !== head.rev) return { result: "stale" };
      return { head: actOn(head, act, this.#now), result: "done" };
    });
    return result === null ? null : { how: result, conversation: seen(id, state) };
  }

  async actOnContact({ name, ...contact }: Contact & { name?: string }, act: ConversationAct): Promise<Conversation> {
    const plain = plainContact(contact);
    const id = await this.keyOf(plain);
    const { state } = await this.#change<undefined>(id, ({ head }) => ({
      head: actOn(withContact(head, { contact: plain, name }), act, this.#now),
      result: undefined,
    }));
    return seen(id, state);
  }

  summary(): Promise<InboxSummary> {
    return this.inboxLog.summary();
  }

  inbox(filter?: InboxFilter): Promise<InboxEntry[]> {
    return this.inboxLog.entries(filter);
  }

  tray(): Promise<TrayEntry[]> {
    return this.#tray.entries();
  }

  async dismiss(message: string): Promise<Message | null> {
    const entry = (await this.#tray.entries()).find((one) => one.message === message);
    if (entry === undefined) return null;
    const { result } = await this.#change<Message | null>(entry.conversation, ({ messages }) => {
      const known = messages.find((one) => one.id === message);
      if (known === undefined || known.dismissed === true) return { result: known ?? null };
      const dismissed: Message = { ...known, dismissed: true };
      return { messages: [dismissed], result: dismissed };
    });
    await this.#tray.remove((one) => one.message === message);
    return result ?? (await this.message(entry.conversation, message));
  }

  sentOn(day: Day): Promise<SentRef[]> {
    return this.#days.on(day);
  }

  drain(delivery: ConversationDelivery): Promise<number> {
    return drainConversations(this, delivery);
  }

  async attempt(id: ConversationId, delivery: ConversationDelivery): Promise<void> {
    await tolerate(this.process.report, () => attemptConversation(this, id, delivery));
  }

  all(options: Parameters<ConversationArchive["all"]>[0] = {}): AsyncIterable<ArchivedConversation> {
    return archivedConversations(this.logs, this.process.objects, options);
  }

  adopt(conversations: readonly ArchivedConversation[]): Promise<void> {
    const lists = { inbox: this.inboxLog, tray: this.#tray, days: this.#days };
    return adoptConversations(this.logs, lists, conversations, this.#now);
  }

  /** Removes what conversations, the Inbox and the tray have of some jobs. A repetition changes nothing. */
  async forget(id: ConversationId, request: ForgetRequest): Promise<void> {
    await forgetInConversation(this, id, request);
    const { contact } = (await this.logs.read(id)).state.head;
    await this.#tray.remove(
      ({ job, conversation }) =>
        (job !== null && request.jobs.includes(job)) || (contact === null && conversation === id),
    );
  }

  /** Removes the messages and the contact of a conversation whose last message is older than `since`. True if it was. */
  removeIfOld(id: ConversationId, since: Instant): Promise<boolean> {
    return removeOldConversation(this, id, since);
  }

  /** Returns which of these jobs the newest messages of a conversation are about. */
  async jobsIn(id: ConversationId, jobs: readonly JobId[]): Promise<JobId[]> {
    const { head, messages } = (await this.logs.read(id)).state;
    return jobs.filter((job) => head.jobs.includes(job) || messages.some((message) => message.job === job));
  }

  /** Makes what was removed leave the store in 35 days. */
  async seal(ids: readonly ConversationId[]): Promise<void> {
    for (const log of [this.inboxLog, this.#tray]) await log.seal();
    for (const id of ids) await this.logs.seal(id);
  }

  /** Marks and shortens the logs, and removes what is too old to list. Runs each hour. */
  async upkeep(): Promise<void> {
    const { report } = this.process;
    const now = this.#now;
    await this.logs.upkeep();
    for (const log of [this.inboxLog, this.#tray]) await tolerate(report, () => log.upkeep());
    await tolerate(report, () => this.#days.sweep(addDays(instantOf(now).slice(0, 10), -sentDaysKept)));
    const monthAgo = instantOf(now - 30 * 86_400_000);
    await tolerate(report, () => this.#tray.remove(({ at }) => at < monthAgo));
  }

  /** Resolves when no compaction is running. A process that is about to stop waits for this. */
  async settled(): Promise<void> {
    await this.logs.settled();
    await this.#days.settled();
  }

  async #change<Result>(
    id: ConversationId,
    decide: (state: ConversationState) => Decided<Result>,
  ): Promise<{ result: Result; state: ConversationState }> {
    const wanted = await this.#wantedNews();
    let isShownAnew = false;
    const { result, head } = await this.logs.change<Result>(
      id,
      {
        decide: (state) => {
          const { head: next, messages = [], result } = decide(state);
          const records: ConversationRecord[] = messages.map((message) => ({ message }));
          if (next !== undefined && next !== state.head) records.unshift({ head: next });
          const news = newsIn(state, messages, instantOf(this.#now)).filter(({ type }) => wanted.has(type));
          if (news.length > 0) records.push({ news: [...state.news, ...news] });
          isShownAnew = false;
          return { records, result };
        },
      },
      (before, after) => {
        isShownAnew = !isShownAlike(id, before, after);
        return isShownAnew || hasWork(after);
      },
    );
    if (isShownAnew) await tolerate(this.process.report, () => this.#show(id, entryOf(id, head.state, head.n)));
    return { result, state: head.state };
  }

  /** If the webhooks cannot be read, the news is kept: what a customer wrote must not wait for them. */
  async #wantedNews(): Promise<ReadonlySet<string>> {
    try {
      return await this.#wanted();
    } catch (error) {
      this.process.report(error);
      return new Set(messageNewsTypes);
    }
  }

  async #show(id: ConversationId, entry: InboxEntry | null): Promise<void> {
    if (entry === null) await this.inboxLog.remove(id);
    else await this.inboxLog.set([entry]);
  }

  /** Lists a message that ended under its day, and one that was parked in the tray. */
  async #index(id: ConversationId, message: Message, head?: ConversationHead): Promise<void> {
    if (message.state === "queued" || message.state === "sending") return;
    await this.#days.add([{ message: message.id, conversation: id, at: message.at }]);
    if (message.state !== "parked" || message.dismissed === true) return;
    const { contact, name } = head ?? (await this.logs.read(id)).state.head;
    if (contact === null) return;
    await this.#tray.add([trayEntryOf(message, { conversation: id, contact, name })]);
  }

  get #now(): number {
    return this.process.clock.now();
  }
}

const seen = (id: ConversationId, state: ConversationState): Conversation => {
  const view = viewOf(id, state);
  if (view === null) throw new RangeError("A conversation that was changed has a contact");
  return view;
};

const newsIn = ({ messages: before }: ConversationState, messages: readonly Message[], at: Instant): MessageNews[] =>
  messages.flatMap((message) => {
    const news = newsOf(
      before.find(({ id }) => id === message.id),
      message,
      at,
    );
    return news === null ? [] : [news];
  });
