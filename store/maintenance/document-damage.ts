import { instantAfter, instantOf, type Clock } from "../../domain/clock.ts";
import { freshId, type Random } from "../../domain/random.ts";
import type { CustomerId } from "../../domain/customer/customer-id.ts";
import { customerLog } from "../documents/customer/customer-logs.ts";
import type { Revision } from "../documents/document-log.ts";
import { readCalendar } from "../jobs/log/calendar.ts";
import { encodeEntry, linesOf, type Entry } from "../jobs/log/entry.ts";
import { documentLog, entryKey, type LogName } from "../jobs/log/log-keys.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { Finding, Mended } from "../upkeep.ts";
import { fromBackup } from "./damaged-log.ts";
import { entryNumbers } from "./entry-numbers.ts";
import { quarantine } from "./quarantine.ts";
import { readEntry, type ReadEntry } from "./read-entries.ts";

/** A record whose newest entry is its value, as a person calls it, and what helps if it is lost. */
export interface CheckedDocument {
  name: LogName;
  title: string;
  /** How a note about a repair goes on after the title. */
  again: string;
  remedy: string;
}

export const checkedDocuments: Readonly<Record<string, CheckedDocument>> = {
  settings: { name: documentLog("settings"), title: "The settings", again: "are as they were", remedy: fromBackup },
  equipment: {
    name: documentLog("equipment"),
    title: "The list of equipment",
    again: "is as it was",
    remedy: fromBackup,
  },
  "message-settings": {
    name: documentLog("message-settings"),
    title: "The settings of messages",
    again: "are as they were",
    remedy: fromBackup,
  },
  access: {
    name: documentLog("access"),
    title: "The list of API tokens",
    again: "is as it was",
    remedy: `${fromBackup} Without one, make the API tokens again: tailboard tokens add.`,
  },
  webhooks: {
    name: documentLog("webhooks"),
    title: "The list of webhooks",
    again: "is as it was",
    remedy: `${fromBackup} Without one, add the webhooks again: tailboard webhooks add.`,
  },
  identity: {
    name: documentLog("identity"),
    title: "The identity of the store",
    again: "is as it was",
    remedy: fromBackup,
  },
  users: { name: documentLog("users"), title: "The list of people", again: "is as it was", remedy: fromBackup },
  releases: {
    name: documentLog("releases"),
    title: "The list of releases",
    again: "is as it was",
    remedy: "No backup has it. Release again: tailboard deploy, then tailboard promote.",
  },
};

export const checkedCustomer = (id: CustomerId): CheckedDocument => ({
  name: customerLog(id),
  title: `Customer ${id}`,
  again: "is as it was",
  remedy: fromBackup,
});

/** The customer that a key belongs to, or null. */
export const customerOfKey = (key: string): CustomerId | null =>
  /^customers\/(c_[0-9A-Z]+)(?:\/|$)/.exec(key)?.[1] ?? null;

type DocumentRecord<Value = unknown> = Revision<Value>;

export interface DocumentSurvey<Value = unknown> {
  /** The last number that the log reached. */
  n: number;
  /** The newest entry that can be read, if one is left. */
  readable: Entry<DocumentRecord<Value>> | null;
  /** The newer entry that cannot be read; null bytes if it is missing. */
  damaged: ReadEntry<DocumentRecord<Value>> | null;
}

/** Returns the finding for a record whose newest entries are damaged or lost, or null. */
export const examineDocument = async (objects: ObjectStore, document: CheckedDocument): Promise<Finding | null> =>
  documentDamage(document, await surveyDocument(objects, document.name));

export const documentDamage = (
  { title, remedy }: CheckedDocument,
  { n, readable, damaged }: DocumentSurvey,
): Finding | null => {
  if (damaged === null) return null;
  const where = damaged.key;
  if (readable === null) {
    const detail = `${title} had ${n === 1 ? "one version" : `${n} versions`}, and none can be read. ${remedy}`;
    return { kind: "lost_document", where, detail, repairable: false };
  }
  const how = damaged.bytes === null ? "is missing" : "cannot be read";
  const detail = `The newest version of ${title.replace(/^[A-Z]/, (letter) => letter.toLowerCase())} ${how}. The version of ${readable.header.at} can be read.`;
  return { kind: "damaged_log", where, detail, repairable: true };
};

/** Makes the newest version that can be read the newest one again. */
export const repairDocument = async (
  context: { objects: ObjectStore; clock: Clock; random: Random },
  { name, title, again }: Omit<CheckedDocument, "remedy">,
): Promise<Mended> => {
  const { n, readable, damaged } = await surveyDocument(context.objects, name);
  const [record] = readable?.records ?? [];
  if (damaged === null || readable === null || record === undefined) return { mended: false, notes: [] };
  const notes = [`${title} ${again} at ${readable.header.at}. Later changes are lost.`];
  if (damaged.bytes !== null)
    notes.push(`The damaged bytes are in ${await quarantine(context, damaged.key, damaged.bytes)}.`);
  const isWritten = await writeDocument(context, name, {
    n,
    rev: n + 1,
    after: readable.header.at,
    value: record.value,
  });
  return isWritten ? { mended: true, notes } : { mended: false, notes: [] };
};

/** Writes a value of a lost record as its next version, with a revision above `newerThan`. Returns false if another process did. */
export const replaceDocument = async (
  context: { objects: ObjectStore; clock: Clock; random: Random },
  name: LogName,
  value: unknown,
  { newerThan = 0 } = {},
): Promise<boolean> => {
  const { n, readable } = await surveyDocument(context.objects, name);
  const rev = Math.max(n, newerThan) + 1;
  return await writeDocument(context, name, { n, rev, after: readable?.header.at ?? instantOf(0), value });
};

export const surveyDocument = async <Value>(objects: ObjectStore, name: LogName): Promise<DocumentSurvey<Value>> => {
  const [{ entry: calendar }, { last, first }] = [await readCalendar(objects, name), await entryNumbers(objects, name)];
  const n = Math.max(last, calendar.n);
  if (n === 0) return { n, readable: null, damaged: null };
  let damaged = n > last ? await readEntry<DocumentRecord<Value>>(objects, name, n) : null;
  for (let number = last; number >= Math.max(1, first); number -= 1) {
    const read = await readEntry<DocumentRecord<Value>>(objects, name, number);
    if (read.entry !== null) return { n, readable: read.entry, damaged };
    damaged ??= read;
  }
  return { n, readable: null, damaged };
};

/** The number after the last one that was reached is free, and its entry needs no earlier one to be read. */
const writeDocument = async (
  { objects, clock, random }: { objects: ObjectStore; clock: Clock; random: Random },
  name: LogName,
  { n, rev, after, value }: { n: number; rev: number; after: string; value: unknown },
): Promise<boolean> => {
  const at = instantAfter(after, instantOf(clock.now()));
  const header = { v: 1 as const, n: n + 1, write: freshId(random), process: "doctor", ms: 0, at, prev: "" };
  const record: DocumentRecord = { rev, value };
  const put = await objects.put(entryKey(name, n + 1), encodeEntry(header, linesOf([record])).bytes, "absent");
  return put.outcome === "stored";
};
