import { epochOf } from "../../domain/clock.ts";
import { addDays, type Day } from "../../domain/day.ts";
import { UnreadableDocument } from "../job-store.ts";
import { keys } from "../keys.ts";
import { findingsOrUnreadable } from "../mending.ts";
import type { Finding } from "../upkeep.ts";
import { homeOf, type Documents } from "./documents.ts";
import { keptMs, type Pointer, type Settled } from "./identity.ts";

/**
 * Notes that lead nowhere. None that a creation under way may still need: a pointer counts a day after it was put, a key
 * an hour after its 24, a note of work to do only when it is the same as some seconds ago.
 */
export async function* danglingNotes(documents: Documents): AsyncGenerator<Finding> {
  for (const prefix of [keys.tokens, keys.idempotencies, keys.due]) {
    for await (const key of documents.keysUnder(prefix)) {
      yield* await findingsOr(async () => ((await dangles(documents, key)) ? [finding(key)] : []));
    }
  }
  const empty = new Map<string, string>();
  for await (const key of documents.keysUnder(keys.pending)) {
    const version = await emptyNote(documents, key);
    if (version !== null) empty.set(key, version);
  }
  if (empty.size > 0) await documents.medium.clock.sleep(lookAgainMs);
  for (const [key, version] of empty) if ((await emptyNote(documents, key)) === version) yield finding(key);
}

/** False where it is not there, or leads somewhere by now. */
export const removeNote = async (documents: Documents, key: string): Promise<boolean> => {
  const { objects } = documents.medium;
  const note = await documents.noteVersion(key);
  if (note === null) return false;
  const leadsNowhere = key.startsWith(keys.pending)
    ? (await emptyNote(documents, key)) !== null && (await unmark(documents, keys.pendingDayOf(key)))
    : await dangles(documents, key);
  if (!leadsNowhere) return false;
  // Exactly the note that was judged.
  return (await objects.delete(key, note)).outcome === "deleted";
};

/**
 * Says in a day that has nothing left to do that its note is not there, before the note is taken away: the next entry puts
 * another, and whoever read the day while the note was there is fenced. False where there is something to do by now.
 */
const unmark = (documents: Documents, day: Day): Promise<boolean> =>
  documents.day(day).commit({
    apply: (draft) => {
      const empty = draft.outbox.length === 0 && draft.void.length === 0;
      if (empty) draft.marked = false;
      return { result: empty, wrote: empty };
    },
  });

/** Removes keys that are past their time, some at a time; returns where to go on, "" when all were seen. */
export const sweepKeys = async (documents: Documents, after: string, atMost: number): Promise<string> => {
  let seen = 0;
  for await (const key of documents.keysUnder(keys.idempotencies, { after, page: atMost })) {
    await documents.tolerate(async () => void (await removeNote(documents, key)));
    seen += 1;
    if (seen === atMost) return key;
  }
  return "";
};

/** Its history may have it as it was, or it can be made again, or done without. */
export const findingsOr = findingsOrUnreadable({ repairable: true });

const dangles = async (documents: Documents, key: string): Promise<boolean> => {
  const now = documents.medium.clock.now();
  if (key.startsWith(keys.due)) {
    const { day } = keys.dueOf(key);
    // The sweep of its day takes it away; it is here still where none came by.
    return day < addDays(await documents.today(), -1);
  }
  if (key.startsWith(keys.idempotencies)) {
    const note = await documents.readNote<Settled>(key);
    return note !== null && now - epochOf(note.value.at) > keptMs + marginMs;
  }
  const note = await documents.readNote<Pointer>(key);
  if (note === null) return false;
  const { job, at } = note.value;
  if (at === undefined || now - epochOf(at) < keptMs || homeOf(job) === null) return false;
  try {
    return (await documents.job(job)) === null;
  } catch (error) {
    // Its job may be in there.
    if (error instanceof UnreadableDocument) return false;
    throw error;
  }
};

/** The note's version where its day has nothing left to do. */
const emptyNote = async (documents: Documents, key: string): Promise<string | null> => {
  const note = await documents.noteVersion(key);
  if (note === null) return null;
  try {
    const document = await documents.day(keys.pendingDayOf(key)).read();
    return document.outbox.length === 0 && document.void.length === 0 ? note : null;
  } catch (error) {
    if (error instanceof UnreadableDocument) return null;
    throw error;
  }
};

const finding = (key: string): Finding => ({
  kind: "dangling_pointer",
  // A note under tokens/ or keys/ is named by a digest, which tells nobody anything.
  where: key,
  detail: "A note that leads to nothing: a change was broken off, or its time is past.",
  repairable: true,
});

const marginMs = 3_600_000;
const lookAgainMs = 5_000;
