import type { Conversation, ConversationId, Message } from "../../../domain/message/conversation.ts";
import type { MessageNews } from "../../../domain/message/message-news.ts";
import type { ConversationDelivery, ConversationStore } from "../../conversation-store.ts";
import { inGroups } from "../../jobs/parallel.ts";
import type { ProcessContext } from "../../jobs/log/open-log.ts";
import { tolerate } from "../../jobs/tolerate.ts";
import { documentKeys } from "../document-keys.ts";
import type { JsonObjects } from "../json-objects.ts";
import type { ConversationState } from "./conversation-kind.ts";
import type { ConversationLogs } from "./conversation-logs.ts";
import { entryOf, hasNews, hasWork, isDue, isSameOrNull, viewOf } from "./conversation-view.ts";
import type { InboxLog } from "./inbox-log.ts";

interface Draining extends Pick<ConversationStore, "note"> {
  logs: ConversationLogs;
  inboxLog: InboxLog;
  objects: JsonObjects;
  process: ProcessContext;
}

/** Does what marked conversations have left to do. Returns how many still have something due. */
export const drainConversations = async (store: Draining, delivery: ConversationDelivery): Promise<number> => {
  const marked = new Map<ConversationId, string[]>();
  for await (const key of store.objects.keysUnder(documentKeys.unsent)) {
    const [, id = "", marker = ""] = key.split("/");
    marked.set(id, [...(marked.get(id) ?? []), marker]);
  }
  let waiting = 0;
  const drainOne = async ([id, markers]: [ConversationId, string[]]): Promise<void> => {
    const isDone = await tolerate(store.process.report, async () => {
      await attemptConversation(store, id, delivery);
      await bringUpToDate(store, id);
      await clearMarkers(store, id, markers);
    });
    const known = isDone ? (await store.logs.read(id)).state : null;
    if (known === null || isAnyDue(known, store.process.clock.now())) waiting += 1;
  };
  await inGroups(marked, drainOne, 8);
  return waiting;
};

/** Sends what is due in one conversation, in order, and tells the office and other programs. */
export const attemptConversation = async (
  store: Draining,
  id: ConversationId,
  delivery: ConversationDelivery,
): Promise<void> => {
  const { state } = await store.logs.read(id);
  const conversation = viewOf(id, state);
  if (conversation === null) return;
  for (const message of state.messages) await sendIfDue(store, conversation, message, delivery);
  await tellOffice(store, conversation, state, delivery);
  await tellPrograms(store, conversation, delivery);
};

const sendIfDue = async (
  store: Draining,
  conversation: Conversation,
  message: Message,
  delivery: ConversationDelivery,
): Promise<void> => {
  const now = store.process.clock.now();
  if (!isDue(message, now)) return;
  const { queue, id, by, event, via, text } = message;
  const isLate = queue?.until !== undefined && queue.until <= now && message.state === "queued";
  if (!isLate || event === undefined) return await delivery.send(conversation, message);
  await store.note({ id, contact: conversation.contact ?? noContact, by, event, via, text, state: "expired" });
};

const tellOffice = async (
  { logs, process }: Draining,
  conversation: Conversation,
  { head: { alert }, messages }: ConversationState,
  delivery: ConversationDelivery,
): Promise<void> => {
  if (alert === null || alert.not_before > process.clock.now()) return;
  const message = messages.find(({ id }) => id === alert.message);
  const isOver = message === undefined || !conversation.needs_reply;
  const again = isOver ? null : await delivery.alert(conversation, message, alert.failures);
  await logs.change<undefined>(
    conversation.id,
    {
      decide: ({ head }) => {
        const isSame = head.alert?.message === alert.message && head.alert.failures === alert.failures;
        if (!isSame) return { records: [], result: undefined };
        const next = again === null ? null : { ...alert, not_before: again, failures: alert.failures + 1 };
        return { records: [{ head: { ...head, alert: next } }], result: undefined };
      },
    },
    (_, after) => hasWork(after),
  );
};

/** Hands over what happened to messages, and then removes it. A process that stops between the two does it twice. */
const tellPrograms = async (
  { logs }: Draining,
  conversation: Conversation,
  delivery: ConversationDelivery,
): Promise<void> => {
  const { state } = await logs.read(conversation.id);
  if (!hasNews(state)) return;
  await delivery.tell(conversation, state.news);
  const isTold = ({ type, message }: MessageNews) =>
    state.news.some((told) => told.type === type && told.message === message);
  await logs.change<undefined>(
    conversation.id,
    { decide: ({ news }) => ({ records: [{ news: news.filter((one) => !isTold(one)) }], result: undefined }) },
    (_, after) => hasWork(after),
  );
};

/** Puts the newest entry into the index, in case a crash came between a conversation and its entry. */
const bringUpToDate = async ({ logs, inboxLog }: Draining, id: ConversationId): Promise<void> => {
  const { state, n } = await logs.read(id);
  const entry = entryOf(id, state, n);
  if (entry !== null) await inboxLog.set([entry]);
  else if (state.head.contact === null) await inboxLog.remove(id);
};

/**
 * Removes the markers of a conversation that has nothing left to do. The log says so first: a later change then puts a
 * marker of its own, under another key.
 */
const clearMarkers = async (
  { logs, objects, inboxLog, process }: Draining,
  id: ConversationId,
  markers: readonly string[],
): Promise<void> => {
  const indexed = await inboxLog.find(id);
  const { result } = await logs.change<{ named: string | null; cleared: string | null }>(
    id,
    {
      decide: (state) => {
        const entry = entryOf(id, state, 0);
        const isDone = !hasWork(state) && (entry === null || isSameOrNull(entry, indexed));
        const { marker } = state;
        if (marker === null || !isDone) return { records: [], result: { named: marker, cleared: null } };
        return { records: [{ marker: null }], result: { named: null, cleared: marker } };
      },
    },
    () => false,
  );
  const hourAgo = process.clock.now() - 3_600_000;
  for (const marker of markers) {
    // A marker that the log does not name may belong to a writer that is about to append.
    const isOld = Number.parseInt(marker.split("-")[0] ?? "", 36) < hourAgo;
    if (marker === result.cleared || (isOld && marker !== result.named))
      await objects.remove(documentKeys.unsentMarker(id, marker));
  }
};

const isAnyDue = (state: ConversationState, now: number): boolean =>
  (state.head.alert !== null && state.head.alert.not_before <= now) ||
  state.messages.some((message) => isDue(message, now)) ||
  hasNews(state);

const noContact = { kind: "job", value: "" } as const;
