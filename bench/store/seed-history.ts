import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addDays, type Day } from "../../domain/day.ts";
import { newJobId } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import { sampleSettings } from "../../domain/settings.ts";
import { systemRandom } from "../../main/ambient.ts";
import { encodeText, jsonCodec, stamp } from "../../store/day-documents/codec.ts";
import { dayCodec, freshDay } from "../../store/day-documents/day-codec.ts";
import type { StoredJob } from "../../store/day-documents/day-document.ts";
import { lookupOf, newJobToken } from "../../store/job-token.ts";
import type { OpenBoard } from "../../store/day-documents/open-board.ts";
import { putJob } from "../../store/day-documents/place.ts";
import { keys } from "../../store/keys.ts";
import { encodeHeader, nameOf, successorOf } from "../../store/objects/directory/version-file.ts";
import { today } from "../day-logs.ts";
import { by, draftOn } from "./bench-job.ts";

/**
 * Writes a folder store with `count` jobs, 125 per day. The last `open` days are in the future: their jobs are booked, all
 * others completed. It uses the store's codecs but writes the files directly and without flushing, so a million jobs take
 * minutes instead of hours. `pointers` adds the pointer of each job's link. Returns the ids of the booked jobs.
 */
export const seedHistory = (root: string, count: number, open: number, { pointers = true } = {}): string[] => {
  const settings = {
    ...sampleSettings("UTC"),
    rev: 1,
    sample: false,
  };
  const put = putter(root);
  put(keys.settings, jsonCodec(() => settings).encode({ rev: 1, ring: [], writers: [], value: settings }));
  const board: OpenBoard = { cards: [], rolled_to: today() };
  put(keys.open, jsonCodec(() => board).encode({ rev: 1, ring: [], writers: [], value: board }));
  const ids: string[] = [];
  const days = Math.ceil(count / aDay);
  for (let ago = days - 1; ago >= 0; ago -= 1) {
    const day = addDays(today(), open - ago);
    const document = freshDay(day, settings);
    const draft = { ...document, jobs: new Map(), own_capacity: true, windows: roomy };
    for (let index = 0; index < Math.min(aDay, count - ago * aDay); index += 1) {
      const stored = jobOn(day, { done: ago >= open, taken: (id) => draft.jobs.has(id) });
      putJob(draft, stored);
      if (pointers)
        put(keys.token(lookupOf(stored.job.tracking_token)), encodeText(JSON.stringify({ job: stored.job.id })));
      if (ago < open) ids.push(stored.job.id);
    }
    put(keys.day(day), dayCodec(day, async () => settings).encode(stamp(draft, document, freshId(systemRandom), [])));
  }
  return ids;
};

const jobOn = (day: Day, { done, taken }: { done: boolean; taken: (id: string) => boolean }): StoredJob => {
  const at = `${day}T08:00:00.000Z`;
  const id = newJobId(day, systemRandom, taken);
  const job = draftOn(day)({ id, token: newJobToken(id, systemRandom) }, { id: freshId(systemRandom), at, by });
  if (!done) return { job, holds: [] };
  const visits = job.visits.map((visit) => ({ ...visit, state: "done" as const }));
  return { job: { ...job, status: "completed", visits, ended_at: at }, holds: [] };
};

/** Returns a function that writes the first version of a key. It creates each folder once. */
const putter = (root: string) => {
  const folders = new Set<string>();
  return (key: string, body: Uint8Array): void => {
    const folder = join(root, key);
    const parent = join(folder, "..");
    if (!folders.has(parent)) mkdirSync(parent, { recursive: true, mode: 0o700 });
    folders.add(parent);
    mkdirSync(folder, { mode: 0o700 });
    const header = encodeHeader(successorOf(undefined, freshId(systemRandom), false), body);
    writeFileSync(join(folder, nameOf(1)), Buffer.concat([header, body]), { mode: 0o600 });
  };
};

/** With 125 jobs a day, a million begin in 2005. An id has only two digits of the year, so they must fit in a century. */
const aDay = 125;
const roomy = [{ start: "08:00", end: "12:00", capacity: 1_000_000 }];
