import type { Clock } from "../../domain/clock.ts";
import type { ConversationId } from "../../domain/message/conversation.ts";
import type { Random } from "../../domain/random.ts";
import type { ArchiveRecord } from "../archive-record.ts";
import { archivedConversation, type ConversationArchive } from "../archived-conversation.ts";
import { conversationsIn } from "../documents/conversation/archiving.ts";
import {
  conversationKind,
  type ConversationRecord,
  type ConversationState,
} from "../documents/conversation/conversation-kind.ts";
import { conversationLog } from "../documents/conversation/conversation-logs.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { Finding, Mended } from "../upkeep.ts";
import { damageOf, type CheckedLog } from "./damaged-log.ts";
import { repairLog } from "./repair-log.ts";
import { surveyLog } from "./survey-log.ts";

export interface ConversationRepair {
  objects: ObjectStore;
  clock: Clock;
  random: Random;
  conversations: Pick<ConversationArchive, "adopt">;
}

/** Yields a finding for each conversation that is damaged or lost. */
export async function* examineConversations(objects: ObjectStore): AsyncGenerator<Finding> {
  for await (const id of conversationsIn(objects)) {
    const log = checkedConversation(id);
    const finding = damageOf(log, await surveyLog(objects, log.name, log.kind));
    if (finding !== null) yield finding.kind === "lost_day" ? { ...finding, kind: "lost_document" } : finding;
  }
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

/** The conversation that an object belongs to, or null. */
export const conversationOfKey = (key: string): ConversationId | null =>
  /^(?:snapshots\/)?conversations\/([0-9a-f]{32})(?:\/|$)/.exec(key)?.[1] ?? null;

const checkedConversation = (id: ConversationId): CheckedLog<ConversationState, ConversationRecord> => ({
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
