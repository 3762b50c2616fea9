import { instantOf } from "../../domain/clock.ts";
import { StoreUnavailable, UnreadableDocument } from "../job-store.ts";
import { keys } from "../keys.ts";
import { NoHistory, type Version } from "../objects/object-store.ts";
import type { Mended } from "../upkeep.ts";
import { ringLength, type Stamped } from "./codec.ts";
import type { DayDocument } from "./day-document.ts";
import { isNote, type Documents, type Reader } from "./documents.ts";
import { rebuildOpenBoard } from "./open-board.ts";
import { salvagedRevs } from "./salvage.ts";

/**
 * Puts the bytes of a document that cannot be read where they can be looked at, and the newest version that reads in
 * its place. The restored document's rev is raised past every one that the lost versions can have had, so that no
 * write begun on those lands; its messages are parked, since some of them went out. What its jobs and references say
 * of other documents is then for the other repairs.
 *
 * Where no version reads, nothing is put in its place: the bytes stay where they are, are copied, and are named.
 */
export const quarantine = async (documents: Documents, key: string): Promise<Mended> => {
  const document = documents.named(key);
  if (document === null || (await reads(document))) return { mended: false, notes: [] };
  const past = await lookBack(documents, key, document);
  // Whole again, or gone, since it was looked at.
  if (past === null) return { mended: await reads(document), notes: [] };
  const { broken, good, back, why } = past;
  const copy = await setAside(documents, key, broken.body);
  // Where a note led before, it need not lead now.
  if (isNote(key) || (good === null && key.startsWith(keys.catalogs)))
    return await takeAway(documents, key, broken.version, copy);
  // The open board is made of the jobs, so it can be made again of them.
  if (good === null && key !== keys.open) {
    return {
      mended: false,
      notes: [`${key} cannot be taken back. ${why} A copy is at ${copy}; restore what is missing from a backup.`],
    };
  }
  const lost = salvagedRevs(broken.body);
  const restored = await document.rewrite(good, (draft) => mend(draft, back));
  const put = await documents.medium.objects.put(key, restored, { version: broken.version });
  if (put.outcome === "conflict" || put.outcome === "missing") return { mended: await reads(document), notes: [] };
  // Where the answer was lost, the document itself says how it went.
  if (put.outcome !== "stored" && !(await reads(document)))
    throw new StoreUnavailable("cause" in put ? put.cause : null);
  if (key === keys.open) await rebuildOpenBoard(documents);
  const again = key === keys.open ? "made again of the jobs" : `again as it was ${versionsOf(back)} ago`;
  return {
    mended: true,
    notes: [
      `${key} is ${again}; what could not be read is at ${copy}.`,
      ...(good === null ? [] : lossesOf(document.decode(good), lost)),
    ],
  };
};

/**
 * What is written once mostly has no version before. Left where it is, a catalog would stand in the way of bookings
 * while it is the current one, and a note in the way of its link or its booking; taken away, a catalog is kept again
 * when it is next handed out, and a link is pointed again by its job.
 */
const takeAway = async (documents: Documents, key: string, version: Version, copy: string): Promise<Mended> => {
  const { outcome } = await documents.medium.objects.delete(key, version);
  if (outcome === "unavailable" || outcome === "unknown") throw new StoreUnavailable(null);
  if (outcome === "conflict") return { mended: false, notes: [] };
  return {
    mended: true,
    notes: [`${key} was taken away; what could not be read is at ${copy}. ${withoutIt(key)}`],
  };
};

const withoutIt = (key: string): string => {
  if (key.startsWith(keys.tokens)) return "The job that it led to points its link again.";
  if (key.startsWith(keys.idempotencies))
    return "A booking that is sent once more with that key, within a day, is made once more.";
  return "While it is what customers see, a server that starts from now on keeps it again; else it is in a backup, or bookings that name it cannot be opened as they were seen.";
};

const versionsOf = (count: number): string => (count === 1 ? "one version" : `${count} versions`);

/** Past every rev that the versions in between had, and past what a lost answer is judged by: those say "unknown". */
const mend = (draft: Stamped, versionsLost: number): void => {
  draft.rev += versionsLost + ringLength;
  if (!isDay(draft)) return;
  draft.outbox = draft.outbox.map((entry) => (entry.kind === "send" ? { ...entry, parked: true, lease: null } : entry));
  // Nobody knows what the note beside it says by now; the next write puts it.
  draft.marked = false;
};

const isDay = (draft: object): draft is DayDocument => "jobs" in draft && "outbox" in draft;

/** Which jobs went back, as far as the broken bytes still say. */
const lossesOf = (good: object, broken: Map<string, number>): string[] => {
  if (!isDay(good)) return [];
  const lines = [...broken].flatMap(([id, rev]) => {
    const now = good.jobs.get(id)?.job.rev ?? 0;
    if (rev <= now) return [];
    return [now === 0 ? `${id} is lost: it was made since.` : `${id} went back from revision ${rev} to ${now}.`];
  });
  return lines.length > 0 ? lines : ["The broken bytes name no job that was newer."];
};

interface Past {
  /** What lies there now, and cannot be read. */
  broken: { version: Version; body: Uint8Array };
  /** The bytes of the newest version that reads. */
  good: Uint8Array | null;
  /** How many versions ago that was; without one, how many were looked at. */
  back: number;
  /** Why there is none, as a sentence. */
  why: string;
}

/**
 * From the newest on, one version at a time, to the first that reads; never past a deletion, since what was before it
 * is gone on purpose. Null where what lies there now is not broken.
 */
const lookBack = async (documents: Documents, key: string, document: Reader): Promise<Past | null> => {
  const { objects } = documents.medium;
  let broken: Past["broken"] | null = null;
  let back = 0;
  let why: string | null = objects.history === undefined ? "This store keeps no earlier versions." : null;
  try {
    for await (const { version, body, damaged } of objects.history?.(key) ?? []) {
      if (body === null) {
        if (broken === null) return null;
        why = "Before that it was deleted.";
        break;
      }
      const good = !damaged && decodes(document, body);
      if (broken === null) {
        if (good) return null;
        broken = { version, body };
      } else if (good) {
        return { broken, good: body, back, why: "" };
      }
      back += 1;
    }
  } catch (error) {
    if (!(error instanceof NoHistory)) throw new StoreUnavailable(error);
    why = error.message;
  }
  if (broken === null) {
    // At least what lies there now can be set aside.
    const got = await objects.get(key);
    if (got.outcome === "unavailable") throw new StoreUnavailable(got.cause);
    if (got.outcome !== "found" || decodes(document, got.body)) return null;
    broken = got;
    back = 1;
  }
  why ??= back === 1 ? "No earlier version is kept." : `None of the ${back} versions that are kept can be read.`;
  return { broken, good: null, back, why };
};

const setAside = async (documents: Documents, key: string, body: Uint8Array): Promise<string> => {
  const { objects, clock } = documents.medium;
  const copy = keys.quarantined(key, instantOf(clock.now()).replaceAll(":", "-"));
  const put = await objects.put(copy, body, "absent");
  if (put.outcome === "stored" || put.outcome === "exists") return copy;
  const there = await objects.get(copy);
  if (there.outcome !== "found") throw new StoreUnavailable("cause" in put ? put.cause : null);
  return copy;
};

const reads = async (document: Reader): Promise<boolean> => {
  try {
    await document.read();
    return true;
  } catch (error) {
    if (error instanceof UnreadableDocument) return false;
    throw error;
  }
};

const decodes = (document: Reader, body: Uint8Array): boolean => {
  try {
    document.decode(body);
    return true;
  } catch {
    return false; // why is told by the finding; here it only means: look further back
  }
};
