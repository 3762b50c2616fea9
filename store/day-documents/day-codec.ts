import { weekdayOf, type Day } from "../../domain/day.ts";
import { homeDayOf, isJobId, type JobId } from "../../domain/job-id.ts";
import { windowsFor, type Settings } from "../../domain/settings.ts";
import { decodeText, encodeText, isRecord, splitRing, wrongShape, type Codec } from "./codec.ts";
import type { DayDocument, StoredJob } from "./day-document.ts";
import { addLines, join, readLines } from "./lines.ts";
import { countTaken } from "./place.ts";

/**
 * A day as text: one job, reference or outbox entry a line. A person can read the file, a diff shows which job
 * changed, and neither writer nor reader turns into text, or parses, a line that is as it was (`lines.ts`).
 */
export const dayCodec = (day: Day, readSettings: () => Promise<Settings>): Codec<DayDocument> => ({
  empty: async () => freshDay(day, await readSettings()),
  draft: (document) => ({ ...document, jobs: new Map(document.jobs) }),
  encode: ({ jobs, references, outbox, ring, taken: _counted, ...head }) => {
    const chunks = [encodeText(JSON.stringify(head).slice(0, -1)), marks.jobs];
    addLines(chunks, jobs.values());
    chunks.push(marks.references);
    addLines(chunks, references);
    chunks.push(marks.outbox);
    addLines(chunks, outbox);
    chunks.push(marks.ring, encodeText(ring.join(" ")), marks.end);
    return join(chunks);
  },
  decode: (bytes, known) => {
    const [head, jobLines, referenceLines, outboxLines, ring] = split(bytes);
    // Jobs keep their place in the file, so what is the same is at the same place.
    const stored = readLines(jobLines, known === null ? [] : [...known.jobs.values()], isStoredJobOf(day));
    const jobs = new Map<JobId, StoredJob>(stored.map((one) => [one.job.id, one]));
    const references = readLines(referenceLines, known?.references ?? [], isReference);
    const outbox = readLines(outboxLines, known?.outbox ?? [], isEntry);
    const parsed: unknown = JSON.parse(`${decodeText(head)}}`);
    if (!isHead(parsed, day)) throw wrongShape();
    // Only `encode` writes under these keys.
    const rest = parsed as Omit<DayDocument, "jobs" | "references" | "outbox" | "ring" | "taken">;
    return {
      ...rest,
      jobs,
      references,
      outbox,
      ring: splitRing(decodeText(ring)),
      taken: countTaken(day, stored, references),
    };
  },
});

/** The day as it would be if it were written for the first time now. */
export const freshDay = (day: Day, settings: Settings): DayDocument => ({
  day,
  rev: 0,
  ring: [],
  writers: [],
  ...hoursOf(day, settings),
  own_capacity: false,
  jobs: new Map(),
  references: [],
  void: [],
  outbox: [],
  marked: false,
  taken: new Map(),
});

/** What a day takes from the settings. */
export const hoursOf = (
  day: Day,
  settings: Settings,
): Pick<DayDocument, "windows" | "stock" | "closed" | "settings_rev"> => ({
  windows: windowsFor(settings, day, weekdayOf(day)),
  stock: Object.fromEntries(settings.services.flatMap(({ id, stock }) => (stock === null ? [] : [[id, stock]]))),
  closed: settings.closed_days.includes(day),
  settings_rev: settings.rev,
});

// JSON writes no raw line breaks, so none of these can stand inside a customer's words.
const marks = {
  jobs: Buffer.from(',\n"jobs":[\n'),
  references: Buffer.from('\n],"references":[\n'),
  outbox: Buffer.from('\n],"outbox":[\n'),
  ring: Buffer.from('\n],"ring":"'),
  end: Buffer.from('"}\n'),
};

const split = ({ buffer, byteOffset, length }: Uint8Array): [Buffer, Buffer, Buffer, Buffer, Buffer] => {
  const bytes = Buffer.from(buffer, byteOffset, length);
  let from = 0;
  const until = (mark: Buffer): Buffer => {
    const at = bytes.indexOf(mark, from);
    if (at < 0) throw new SyntaxError("Not a day document");
    const part = bytes.subarray(from, at);
    from = at + mark.length;
    return part;
  };
  const parts: [Buffer, Buffer, Buffer, Buffer, Buffer] = [
    until(marks.jobs),
    until(marks.references),
    until(marks.outbox),
    until(marks.ring),
    until(marks.end),
  ];
  if (from !== length) throw new SyntaxError("Not a day document");
  return parts;
};

/** Checked as far as it is relied upon when a day is read: whatever else a line says is the domain's. */
const isStoredJobOf =
  (day: Day) =>
  ({ job, holds }: Record<string, unknown>): boolean =>
    isRecord(job) &&
    typeof job["id"] === "string" &&
    isJobId(job["id"]) &&
    homeDayOf(job["id"]) === day &&
    Number.isSafeInteger(job["rev"]) &&
    typeof job["tracking_token"] === "string" &&
    Array.isArray(job["visits"]) &&
    job["visits"].length > 0 &&
    Array.isArray(job["history"]) &&
    job["history"].length === job["rev"] &&
    Array.isArray(holds);
const isReference = ({ ref, job, card }: Record<string, unknown>): boolean =>
  typeof ref === "string" && typeof job === "string" && isRecord(card);
const isEntry = ({ id, job, kind }: Record<string, unknown>): boolean =>
  typeof id === "string" && typeof job === "string" && typeof kind === "string";
const isHead = (value: unknown, day: Day): boolean =>
  isRecord(value) &&
  value["day"] === day &&
  Number.isSafeInteger(value["rev"]) &&
  Array.isArray(value["windows"]) &&
  isRecord(value["stock"]) &&
  Array.isArray(value["void"]) &&
  Array.isArray(value["writers"]);
