import type { ConversationId } from "../../domain/message/conversation.ts";
import { isKept, type InboxEntry } from "../../domain/message/inbox-entry.ts";
import { conversationsIn } from "../documents/conversation/archiving.ts";
import { conversationKind, type ConversationState } from "../documents/conversation/conversation-kind.ts";
import { conversationLog } from "../documents/conversation/conversation-logs.ts";
import { entryOf, hasWork, isSameOrNull } from "../documents/conversation/conversation-view.ts";
import { pageKey, readPage } from "../documents/conversation/pages.ts";
import { documentKeys } from "../documents/document-keys.ts";
import { JsonObjects } from "../documents/json-objects.ts";
import { readCalendar } from "../jobs/log/calendar.ts";
import { listKeys } from "../jobs/log/list-keys.ts";
import type { Finding } from "../upkeep.ts";
import { checkedConversation, checkedLists } from "./conversation-damage.ts";
import { damageOf, fromBackup } from "./damaged-log.ts";
import { surveyLog } from "./survey-log.ts";
import { overdue_ms, unlessUnreadable, type UpkeepContext } from "./upkeep-context.ts";

type Context = Pick<UpkeepContext, "objects" | "clock" | "random" | "conversations">;

/** Checks the conversations, their pages and marks, and the lists that are made of them. It only reads. */
export async function* examineConversations(context: Context): AsyncGenerator<Finding> {
  let areListsRead = true;
  for (const list of Object.values(checkedLists)) {
    const damage = damageOf(list, await surveyLog(context.objects, list.name, list.kind));
    if (damage === null) continue;
    areListsRead = false;
    yield { ...damage, kind: "damaged_log", repairable: true };
  }
  const wrong = { missing: 0, old: 0, left: 0 };
  const index = areListsRead ? new Map((await listed(context)).map((entry) => [entry.id, entry])) : null;
  for await (const id of conversationsIn(context.objects)) {
    const known = index?.get(id) ?? null;
    index?.delete(id);
    const state = await readConversation(context, id);
    if (!("head" in state)) {
      yield state;
      continue;
    }
    yield* await examineState(context, id, state);
    if (index === null || !(await isWrong(context, id, known))) continue;
    if (known === null) wrong.missing += 1;
    else wrong.old += 1;
  }
  for (const id of index?.keys() ?? []) if (await isWrong(context, id, index?.get(id) ?? null)) wrong.left += 1;
  if (wrong.missing + wrong.old + wrong.left > 0) yield inboxBehind(wrong);
}

/** Makes the Inbox's list right again from the conversations. Returns false if nothing was wrong. */
export const correctInbox = async (context: Context): Promise<boolean> => {
  const right = new Map<ConversationId, InboxEntry | null>();
  const index = new Map((await listed(context)).map((entry) => [entry.id, entry]));
  for await (const id of conversationsIn(context.objects)) {
    const known = index.get(id) ?? null;
    index.delete(id);
    if (await isWrong(context, id, known)) right.set(id, await entryNow(context, id));
  }
  for (const id of index.keys()) if (await isWrong(context, id, index.get(id) ?? null)) right.set(id, null);
  if (right.size > 0) await context.conversations.inboxLog.correct(right);
  return right.size > 0;
};

/** Puts the mark again by which a drain finds what a conversation has to send. */
export const markAgain = async (
  { objects, clock, random, conversations }: Context,
  where: string,
): Promise<boolean> => {
  const [, id = ""] = where.split("/");
  const { marker } = (await conversations.logs.read(id)).state;
  if (marker === null) return false;
  await new JsonObjects({ objects, clock, random }).putOnce(documentKeys.unsentMarker(id, marker), {});
  return true;
};

const listed = ({ conversations }: Context): Promise<InboxEntry[]> => conversations.inboxLog.all();

/** The state of a conversation, or what is wrong with its log. */
const readConversation = async ({ objects }: Context, id: ConversationId): Promise<ConversationState | Finding> => {
  const name = conversationLog(id);
  const calendar = await unlessUnreadable(readCalendar(objects, name));
  const isUnlisted =
    calendar !== "unreadable" && calendar.entry.snapshot === null && (await hasKey(objects, `${name.snapshots}/`));
  if (calendar === "unreadable" || isUnlisted)
    return {
      kind: "lost_calendar",
      where: name.calendar,
      detail: "The mark of how far the log of this conversation came is lost or damaged.",
      repairable: true,
    };
  const survey = await surveyLog(objects, name, conversationKind);
  const damage = damageOf(checkedConversation(id), survey);
  if (damage === null) return survey.head.state;
  return damage.kind === "lost_day" ? { ...damage, kind: "lost_document" } : damage;
};

const examineState = async (context: Context, id: ConversationId, state: ConversationState): Promise<Finding[]> => {
  const { objects } = context;
  const findings: Finding[] = [];
  for (const { n, id: page, count } of state.pages) {
    const read = await unlessUnreadable(readPage(new JsonObjects(context), id, { n, id: page }));
    if (read !== "unreadable") continue;
    // The conversation may have given up the page since, because its contact was forgotten.
    const now = await unlessUnreadable(context.conversations.logs.read(id));
    if (now === "unreadable" || !now.state.pages.some((one) => one.id === page)) continue;
    findings.push({
      kind: "lost_messages",
      where: pageKey(id, { n, id: page }),
      detail: `${count} older messages of a conversation cannot be read. Newer ones, and whether texts are allowed, are not affected. ${fromBackup}`,
      repairable: false,
    });
  }
  const { marker } = state;
  if (marker !== null && hasWork(state) && !(await hasKey(objects, documentKeys.unsentMarker(id, marker))))
    findings.push({
      kind: "missing_marker",
      where: documentKeys.unsentMarker(id, marker),
      detail: "A conversation has something to send, and the mark is gone by which it is found.",
      repairable: true,
    });
  return findings;
};

/** True if the list differs from the conversation, and no process is about to bring it up to date. */
const isWrong = async (context: Context, id: ConversationId, known: InboxEntry | null): Promise<boolean> => {
  const now = context.clock.now();
  const read = await unlessUnreadable(context.conversations.logs.read(id));
  if (read === "unreadable" || isRight(entryOf(id, read.state, read.n), known, now)) return false;
  // A change may have come between the two reads.
  const again = await unlessUnreadable(context.conversations.logs.read(id));
  if (
    again === "unreadable" ||
    isRight(entryOf(id, again.state, again.n), await context.conversations.inboxLog.find(id), now)
  )
    return false;
  const { marker } = again.state;
  return marker === null || Number.parseInt(marker.split("-")[0] ?? "", 36) < now - overdue_ms;
};

/** An entry that is too old for the list may be missing. */
const isRight = (entry: InboxEntry | null, known: InboxEntry | null, now: number): boolean =>
  isSameOrNull(entry, known) || (known === null && entry !== null && !isKept(entry, now));

const entryNow = async ({ conversations }: Context, id: ConversationId): Promise<InboxEntry | null> => {
  const { state, n } = await conversations.logs.read(id);
  return entryOf(id, state, n);
};

const inboxBehind = ({ missing, old, left }: { missing: number; old: number; left: number }): Finding => ({
  kind: "inbox_behind",
  where: documentKeys.inbox,
  detail: `The Inbox's list differs from the conversations. Entries: ${[
    ...(missing === 0 ? [] : [`${missing} missing`]),
    ...(old === 0 ? [] : [`${old} out of date`]),
    ...(left === 0 ? [] : [`${left} left over`]),
  ].join(", ")}.`,
  repairable: true,
});

const hasKey = async (objects: Context["objects"], prefix: string): Promise<boolean> => {
  for await (const _key of listKeys(objects, prefix)) return true;
  return false;
};
