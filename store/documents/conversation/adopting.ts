import { instantOf } from "../../../domain/clock.ts";
import { addDays } from "../../../domain/day.ts";
import type { ConversationId, Message } from "../../../domain/message/conversation.ts";
import { isKept } from "../../../domain/message/inbox-entry.ts";
import { isSettled } from "../../../domain/message/message-state.ts";
import type { ArchivedConversation } from "../../archived-conversation.ts";
import type { SentRef, TrayEntry } from "../../conversation-store.ts";
import { inGroups } from "../../jobs/parallel.ts";
import { recordsOfArchived } from "./archiving.ts";
import type { ConversationState } from "./conversation-kind.ts";
import type { ConversationLogs } from "./conversation-logs.ts";
import { entryOf } from "./conversation-view.ts";
import type { InboxLog } from "./inbox-log.ts";
import { sentDaysKept, type SentDays } from "./sent-days.ts";
import { trayEntryOf, type TrayLog } from "./tray-log.ts";

interface Lists {
  inbox: InboxLog;
  tray: TrayLog;
  days: SentDays;
}

/**
 * Imports conversations, and lists them as they were listed. A process that stops in between leaves them unlisted, so the
 * command that imports them runs again before the store is used.
 */
export const adoptConversations = async (
  logs: ConversationLogs,
  { inbox, tray, days }: Lists,
  conversations: readonly ArchivedConversation[],
  now: number,
): Promise<void> => {
  const adopted: Adopted[] = [];
  await inGroups(conversations, async (conversation) => void adopted.push(await adoptOne(logs, conversation)));
  const entries = adopted.flatMap(({ id, state, n }) => entryOf(id, state, n) ?? []);
  await inbox.set(entries.filter((entry) => isKept(entry, now)).toSorted(byTime));
  await tray.add(adopted.flatMap(parkedIn).toSorted(byTime));
  const since = addDays(instantOf(now).slice(0, 10), -sentDaysKept);
  await days.add(adopted.flatMap(endedIn).filter(({ at }) => at.slice(0, 10) >= since));
};

interface Adopted {
  id: ConversationId;
  state: ConversationState;
  n: number;
  messages: readonly Message[];
}

const adoptOne = async (logs: ConversationLogs, conversation: ArchivedConversation): Promise<Adopted> => {
  const { id, pages } = conversation;
  for (const page of pages) await logs.putPage(id, page);
  const { head } = await logs.change<undefined>(
    id,
    {
      decide: (state) => ({
        records: isUnused(state) ? recordsOfArchived(conversation) : [],
        result: undefined,
      }),
    },
    // Nothing is left to do: what was queued is parked.
    () => false,
  );
  const { state, n } = head;
  return { id, state, n, messages: [...pages.flatMap(({ messages }) => messages), ...state.messages] };
};

/** True for a log without entries, and for one whose entries were lost. */
const isUnused = ({ head, messages, pages }: ConversationState): boolean =>
  head.rev === 0 && messages.length === 0 && pages.length === 0;

const parkedIn = ({ id, state: { head }, messages }: Adopted): TrayEntry[] => {
  const { contact, name } = head;
  if (contact === null) return [];
  return messages
    .filter(({ state, dismissed }) => state === "parked" && dismissed !== true)
    .map((message) => trayEntryOf(message, { conversation: id, contact, name }));
};

/** An answer on the customer's page is sent by nothing, so no day lists it. */
const endedIn = ({ id, messages }: Adopted): SentRef[] =>
  messages
    .filter((message) => message.dir === "out" && message.via !== "page" && isSettled(message))
    .map(({ id: message, at }) => ({ message, conversation: id, at }));

const byTime = (one: { at: string }, other: { at: string }): number => (one.at < other.at ? -1 : 1);
