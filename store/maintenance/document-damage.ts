import { instantAfter, instantOf, type Clock } from "../../domain/clock.ts";
import { freshId, type Random } from "../../domain/random.ts";
import type { Revision } from "../documents/document-log.ts";
import { readCalendar } from "../jobs/log/calendar.ts";
import { encodeEntry, linesOf, type Entry } from "../jobs/log/entry.ts";
import { documentLog, entryKey } from "../jobs/log/log-keys.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { Finding, Mended } from "../upkeep.ts";
import { fromBackup } from "./damaged-log.ts";
import { entryNumbers } from "./entry-numbers.ts";
import { quarantine } from "./quarantine.ts";
import { readEntry, type ReadEntry } from "./read-entries.ts";

/** A record whose newest entry is its value, as a person calls it, and what helps if it is lost. */
interface CheckedDocument {
  title: string;
  /** How a note about a repair goes on after the title. */
  again: string;
  remedy: string;
}

export const checkedDocuments: Readonly<Record<string, CheckedDocument>> = {
  settings: { title: "The settings", again: "are as they were", remedy: fromBackup },
  equipment: { title: "The list of equipment", again: "is as it was", remedy: fromBackup },
  users: { title: "The list of people", again: "is as it was", remedy: fromBackup },
  releases: {
    title: "The list of releases",
    again: "is as it was",
    remedy: "No backup has it. Release again: tailboard deploy, then tailboard promote.",
  },
};

type DocumentRecord = Revision<unknown>;

interface DocumentSurvey {
  /** The last number that the log reached. */
  n: number;
  /** The newest entry that can be read, if one is left. */
  readable: Entry<DocumentRecord> | null;
  /** The newer entry that cannot be read; null bytes if it is missing. */
  damaged: ReadEntry<DocumentRecord> | null;
}

/** Returns the finding for a record whose newest entries are damaged or lost, or null. */
export const examineDocument = async (objects: ObjectStore, key: string): Promise<Finding | null> => {
  const { title = key, remedy = fromBackup } = checkedDocuments[key] ?? {};
  const { n, readable, damaged } = await surveyDocument(objects, key);
  if (damaged === null) return null;
  const where = damaged.key;
  if (readable === null) {
    const detail = `${title} had ${n === 1 ? "one version" : `${n} versions`}, and none can be read. ${remedy}`;
    return { kind: "lost_document", where, detail, repairable: false };
  }
  const how = damaged.bytes === null ? "is missing" : "cannot be read";
  const detail = `The newest version of ${title.toLowerCase()} ${how}. The version of ${readable.header.at} can be read.`;
  return { kind: "damaged_log", where, detail, repairable: true };
};

/** Makes the newest version that can be read the newest one again. */
export const repairDocument = async (
  context: { objects: ObjectStore; clock: Clock; random: Random },
  key: string,
): Promise<Mended> => {
  const { title = key, again = "is as it was" } = checkedDocuments[key] ?? {};
  const { n, readable, damaged } = await surveyDocument(context.objects, key);
  const [record] = readable?.records ?? [];
  if (damaged === null || readable === null || record === undefined) return { mended: false, notes: [] };
  const notes = [`${title} ${again} at ${readable.header.at}. Later changes are lost.`];
  if (damaged.bytes !== null)
    notes.push(`The damaged bytes are in ${await quarantine(context, damaged.key, damaged.bytes)}.`);
  const isWritten = await writeDocument(context, key, {
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
  key: string,
  value: unknown,
  { newerThan = 0 } = {},
): Promise<boolean> => {
  const { n, readable } = await surveyDocument(context.objects, key);
  const rev = Math.max(n, newerThan) + 1;
  return await writeDocument(context, key, { n, rev, after: readable?.header.at ?? instantOf(0), value });
};

const surveyDocument = async (objects: ObjectStore, key: string): Promise<DocumentSurvey> => {
  const name = documentLog(key);
  const [{ entry: calendar }, { last, first }] = [await readCalendar(objects, name), await entryNumbers(objects, name)];
  const n = Math.max(last, calendar.n);
  if (n === 0) return { n, readable: null, damaged: null };
  let damaged = n > last ? await readEntry<DocumentRecord>(objects, name, n) : null;
  for (let number = last; number >= Math.max(1, first); number -= 1) {
    const read = await readEntry<DocumentRecord>(objects, name, number);
    if (read.entry !== null) return { n, readable: read.entry, damaged };
    damaged ??= read;
  }
  return { n, readable: null, damaged };
};

/** The number after the last one that was reached is free, and its entry needs no earlier one to be read. */
const writeDocument = async (
  { objects, clock, random }: { objects: ObjectStore; clock: Clock; random: Random },
  key: string,
  { n, rev, after, value }: { n: number; rev: number; after: string; value: unknown },
): Promise<boolean> => {
  const name = documentLog(key);
  const at = instantAfter(after, instantOf(clock.now()));
  const header = { v: 1 as const, n: n + 1, write: freshId(random), process: "doctor", ms: 0, at, prev: "" };
  const record: DocumentRecord = { rev, value };
  const put = await objects.put(entryKey(name, n + 1), encodeEntry(header, linesOf([record])).bytes, "absent");
  return put.outcome === "stored";
};
