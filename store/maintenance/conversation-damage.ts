import type { Clock } from "../../domain/clock.ts";
import type { ConversationId } from "../../domain/message/conversation.ts";
import type { Random } from "../../domain/random.ts";
import type { ArchiveRecord } from "../archive-record.ts";
import { archivedConversation, type ConversationArchive } from "../archived-conversation.ts";
import {
  conversationKind,
  type ConversationRecord,
  type ConversationState,
} from "../documents/conversation/conversation-kind.ts";
import { listKind, type ListRecord } from "../documents/conversation/list-log.ts";
import { pageKey } from "../documents/conversation/pages.ts";
import { documentKeys } from "../documents/document-keys.ts";
import { documentLog } from "../jobs/log/log-keys.ts";
import { conversationLog } from "../documents/conversation/conversation-logs.ts";
import type { Conversations } from "../documents/conversation/conversations.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { Mended } from "../upkeep.ts";
import type { CheckedLog } from "./damaged-log.ts";
import { repairLog } from "./repair-log.ts";

export interface ConversationRepair {
  objects: ObjectStore;
  clock: Clock;
  random: Random;
  conversations: Pick<ConversationArchive, "adopt">;
}

/** Saves what can be read. A STOP may be among what cannot, so texts are off until the office allows them again. */
export const repairConversation = async (context: ConversationRepair, id: ConversationId): Promise<Mended> => {
  const { mended, notes } = await repairLog({ ...context, ...checkedConversation(id) });
  return { mended, notes: mended ? [...withoutJobs(notes), textsAreOff] : [] };
};

/** Puts a lost conversation back from a backup. */
export const recoverConversation = async (
  context: ConversationRepair,
  id: ConversationId,
  backup: AsyncIterable<ArchiveRecord>,
): Promise<Mended> => {
  for await (const record of backup) {
    if (record.kind !== "conversation" || record.conversation.id !== id) continue;
    const { mended } = await repairLog({ ...context, ...checkedConversation(id) }, { evenIfLost: true });
    if (!mended) return { mended, notes: [] };
    const { head } = record.conversation;
    // A STOP may have come after the backup.
    await context.conversations.adopt([{ ...record.conversation, head: { ...head, do_not_text: true } }]);
    return {
      mended,
      notes: ["The conversation was put back. Changes since the backup are lost.", forgetAgain, textsAreOff],
    };
  }
  return { mended: false, notes: ["No backup has this conversation."] };
};

/** Puts a lost page of a conversation back from a backup. */
export const recoverPage = async (
  { objects, conversations }: Pick<ConversationRepair, "objects"> & { conversations: Pick<Conversations, "logs"> },
  where: string,
  backup: AsyncIterable<ArchiveRecord>,
): Promise<Mended> => {
  const id = conversationOfKey(where);
  for await (const record of backup) {
    if (id === null || record.kind !== "conversation" || record.conversation.id !== id) continue;
    const found = record.conversation.pages.find((page) => pageKey(id, page) === where);
    if (found === undefined) break;
    // A damaged object is in the way of the right one.
    await objects.delete(where);
    await conversations.logs.putPage(id, found);
    return { mended: true, notes: [`${found.messages.length} messages were put back from the backup.`] };
  }
  return { mended: false, notes: ["No backup has these messages."] };
};

type Item = { id: string };
type CheckedList = CheckedLog<readonly Item[], ListRecord<Item>>;

const listOf = (key: string, title: string): CheckedList => ({
  name: documentLog(key),
  kind: listKind<Item>(),
  title,
  afterLoss: (items) => items,
});

/** The lists that are made of the conversations. */
export const checkedLists: Readonly<Record<"inbox" | "tray", CheckedList>> = {
  inbox: listOf(documentKeys.inbox, "The Inbox's list"),
  tray: listOf(documentKeys.tray, "The list of messages that were not sent"),
};

/** The list that an object belongs to, or null. */
export const listOfKey = (key: string): "inbox" | "tray" | null => {
  const found = /^(?:snapshots\/)?(inbox|tray)(?:\/|$)/.exec(key)?.[1];
  return found === "inbox" || found === "tray" ? found : null;
};

/** The conversation that an object belongs to, or null. */
export const conversationOfKey = (key: string): ConversationId | null =>
  /^(?:snapshots\/)?conversations\/([0-9a-f]{32})(?:\/|$)/.exec(key)?.[1] ?? null;

export const checkedConversation = (id: ConversationId): CheckedLog<ConversationState, ConversationRecord> => ({
  name: conversationLog(id),
  kind: conversationKind,
  title: `Conversation ${id}`,
  afterLoss: ({ pages, marker, news, ...state }) => {
    const { head, messages, paged } = archivedConversation({ ...state, id, pages: [] });
    return { head: { ...head, do_not_text: true }, messages, paged, pages, news, marker };
  },
});

const withoutJobs = (notes: string[]): string[] => notes.filter((note) => !note.startsWith("Jobs last changed"));

const forgetAgain = "A customer who was forgotten since the backup is here again: forget that customer again.";
const textsAreOff =
  "A STOP may be lost, so texts are off for this contact. Allow them in the Inbox if you know better.";
