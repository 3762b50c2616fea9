import type { Day } from "../../domain/day.ts";
import { freshId } from "../../domain/random.ts";
import type { ArchiveRecord } from "../archive-record.ts";
import type { Archive, ArchivedDay } from "../archive.ts";
import type { Finding, Mended } from "../upkeep.ts";
import { documentLog } from "../jobs/log/log-keys.ts";
import type { DayHours } from "../jobs/day/day-state.ts";
import { checkedDay } from "./damaged-log.ts";
import { conversationOfKey, recoverConversation, recoverPage } from "./conversation-damage.ts";
import { correctInbox } from "./examine-conversations.ts";
import { customerOfKey, replaceDocument } from "./document-damage.ts";
import { recoverCustomer } from "./recover-customer.ts";
import { listedDays } from "./examine-calendar.ts";
import { repairLog } from "./repair-log.ts";
import { unlessUnreadable, type UpkeepContext } from "./upkeep-context.ts";

export interface RecoveryContext extends UpkeepContext {
  archive: Pick<Archive, "adopt">;
}

/** Puts a lost day, document, customer or conversation back from a backup. What the store still has stays. */
export const recover = async (
  context: RecoveryContext,
  { kind, where, day }: Finding,
  backup: () => AsyncIterable<ArchiveRecord>,
): Promise<Mended> => {
  if (day !== undefined && (kind === "lost_day" || kind === "damaged_log"))
    return await recoverDay(context, day, await dayIn(backup(), day));
  if (kind === "lost_messages") return await recoverPage(context, where, backup());
  const conversation = conversationOfKey(where);
  if (conversation !== null) {
    const done = await recoverConversation(context, conversation, backup());
    if (done.mended) await correctInbox(context);
    return done;
  }
  if (kind !== "lost_document") return { mended: false, notes: [] };
  const customer = customerOfKey(where);
  if (customer !== null) return await recoverCustomer(context, customer, backup());
  for await (const record of backup()) {
    if (record.kind === "settings" && where.startsWith("settings")) return await recoverSettings(context, record);
    if (record.kind === "equipment" && where.startsWith("equipment")) {
      const newerThan = await newestIn(context, (hours) => hours.equipment_rev ?? 0);
      return replaced(
        await replaceDocument(context, documentLog("equipment"), record.equipment, { newerThan }),
        "The equipment",
      );
    }
    if (record.kind === "message_settings" && where.startsWith("message-settings"))
      return replaced(
        await replaceDocument(context, documentLog("message-settings"), { ...record.settings, live_for: "copied" }),
        "The settings of messages",
      );
    if (record.kind === "people" && where.startsWith("users"))
      return replaced(
        await replaceDocument(context, documentLog("users"), { users: record.users, setup: null }),
        "The people",
      );
    const done = await recoverIntegrations(context, where, record);
    if (done !== null) return done;
  }
  return { mended: false, notes: ["No backup has this."] };
};

/** Puts back what programs and contacts are known by. Null: the record is of something else. */
const recoverIntegrations = async (
  context: RecoveryContext,
  where: string,
  record: ArchiveRecord,
): Promise<Mended | null> => {
  const isLost = (name: string) => where === name || where.startsWith(`${name}/`);
  if (record.kind === "access" && isLost("access"))
    return replaced(await replaceDocument(context, documentLog("access"), record.access), "API tokens and calendars");
  if (record.kind === "webhooks" && isLost("webhooks"))
    return replaced(await replaceDocument(context, documentLog("webhooks"), record.webhooks), "The webhooks");
  if (record.kind !== "identity" || !isLost("identity")) return null;
  // The id that the store sent messages under is lost, so messages are paused until the owner resumes them.
  const identity = { id: freshId(context.random), contact_salt: record.contact_salt };
  const { mended } = replaced(await replaceDocument(context, documentLog("identity"), identity), "");
  return { mended, notes: mended ? ["Contacts are found again. Resume messages: tailboard messages resume."] : [] };
};

const recoverDay = async (context: RecoveryContext, day: Day, archived: ArchivedDay | null): Promise<Mended> => {
  if (archived === null) return { mended: false, notes: [`The backup has no jobs and no hours of ${day}.`] };
  const { mended } = await repairLog({ ...context, ...checkedDay(day) }, { evenIfLost: true });
  if (!mended) return { mended, notes: [] };
  context.days.forget(day);
  await context.archive.adopt(archived);
  const jobs = archived.jobs.length === 1 ? `One job of ${day} was` : `${archived.jobs.length} jobs of ${day} were`;
  return {
    mended,
    notes: [
      `${jobs} put back from the backup. Changes since the backup are lost.`,
      "A job that was removed for good since then is here again: remove it again.",
    ],
  };
};

const recoverSettings = async (
  context: RecoveryContext,
  { settings }: Extract<ArchiveRecord, { kind: "settings" }>,
): Promise<Mended> => {
  const rev = (await newestIn(context, (hours) => hours.settings_rev)) + 1;
  return replaced(await replaceDocument(context, documentLog("settings"), { ...settings, rev }), "The settings");
};

/** Returns the newest revision that a day's hours know. A lower one would not apply to the days. */
const newestIn = async ({ objects, days }: RecoveryContext, revOf: (hours: DayHours) => number): Promise<number> => {
  let rev = 0;
  for await (const day of listedDays(objects)) {
    const state = await unlessUnreadable(days.state(day));
    if (state !== "unreadable" && state.hours !== null) rev = Math.max(rev, revOf(state.hours));
  }
  return rev;
};

const replaced = (isDone: boolean, title: string): Mended => ({
  mended: isDone,
  notes: isDone ? [`${title} were put back from the backup. Changes since the backup are lost.`] : [],
});

/** Returns one day of an archive, or null if the archive does not have it. */
const dayIn = async (records: AsyncIterable<ArchiveRecord>, wanted: Day): Promise<ArchivedDay | null> => {
  let found: ArchivedDay | null = null;
  let isInside = false;
  for await (const record of records) {
    if (record.kind === "day") {
      if (found !== null) break;
      isInside = record.day === wanted;
      if (isInside) found = { day: record.day, capacity: record.capacity, jobs: [], messages: [] };
    } else if (isInside && record.kind === "job") found?.jobs.push(record.job);
    else if (isInside && record.kind === "message") found?.messages.push(record.message);
  }
  return found;
};
