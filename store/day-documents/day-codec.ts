import { weekdayOf, type Day } from "../../domain/day.ts";
import { homeDayOf, isJobId, type JobId } from "../../domain/job-id.ts";
import { windowsFor, type Settings } from "../../domain/settings.ts";
import { decodeText, encodeText, isRecord, splitRing, wrongShape, type Codec } from "./codec.ts";
import type { DayDocument, StoredJob } from "./day-document.ts";
import { countTaken } from "./place.ts";

/**
 * A day as text: one job, reference or outbox entry a line. A person can read the file, a diff shows which job
 * changed, and neither writer nor reader turns into text, or parses, a line that is as it was.
 */
export const dayCodec = (day: Day, readSettings: () => Promise<Settings>): Codec<DayDocument> => ({
  empty: async () => freshDay(day, await readSettings()),
  draft: (document) => ({ ...document, jobs: new Map(document.jobs) }),
  encode: ({ jobs, references, outbox, ring, taken: _counted, ...head }) =>
    encodeText(
      `${JSON.stringify(head).slice(0, -1)}${jobsMark}${linesOf(jobs.values())}${referencesMark}${linesOf(references)}${outboxMark}${linesOf(outbox)}${ringMark}${ring.join(" ")}${endMark}`,
    ),
  decode: (bytes, known) => {
    const text = decodeText(bytes);
    const [head, jobLines, referenceLines, outboxLines, ring] = split(text);
    const stored = parseLines(jobLines, known === null ? [] : [...known.jobs.values()], isStoredJob);
    const jobs = new Map<JobId, StoredJob>(stored.map((one) => [one.job.id, one]));
    const references = parseLines(referenceLines, known?.references ?? [], isReference);
    const outbox = parseLines(outboxLines, known?.outbox ?? [], isEntry);
    const parsed: unknown = JSON.parse(`${head}}`);
    if (!isHead(parsed, day) || stored.some(({ job }) => homeDayOf(job.id) !== day)) throw wrongShape();
    // Only `encode` writes under these keys.
    const rest = parsed as Omit<DayDocument, "jobs" | "references" | "outbox" | "ring" | "taken">;
    return { ...rest, jobs, references, outbox, ring: splitRing(ring), taken: countTaken(day, stored, references) };
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
const jobsMark = ',\n"jobs":[\n';
const referencesMark = '\n],"references":[\n';
const outboxMark = '\n],"outbox":[\n';
const ringMark = '\n],"ring":"';
const endMark = '"}\n';

const split = (text: string): [string, string, string, string, string] => {
  let from = 0;
  const until = (mark: string): string => {
    const at = text.indexOf(mark, from);
    if (at < 0) throw new SyntaxError("Not a day document");
    const part = text.slice(from, at);
    from = at + mark.length;
    return part;
  };
  const parts: [string, string, string, string, string] = [
    until(jobsMark),
    until(referencesMark),
    until(outboxMark),
    until(ringMark),
    until(endMark),
  ];
  if (from !== text.length) throw new SyntaxError("Not a day document");
  return parts;
};

/** The text of each part as it was last written or read: turning a whole day into text is what costs most. */
const texts = new WeakMap<object, string>();

const linesOf = (parts: Iterable<object>): string => {
  const lines: string[] = [];
  for (const part of parts) {
    let line = texts.get(part);
    if (line === undefined) {
      line = JSON.stringify(part);
      texts.set(part, line);
    }
    lines.push(line);
  }
  return lines.join(",\n");
};

/** Checked as far as it is relied upon when a day is read: whatever else a line says is the domain's. */
const isStoredJob = ({ job, holds }: Record<string, unknown>): boolean =>
  isRecord(job) &&
  typeof job["id"] === "string" &&
  isJobId(job["id"]) &&
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

const parseLines = <T extends object>(
  text: string,
  known: readonly T[],
  isOne: (part: Record<string, unknown>) => boolean,
): T[] => {
  if (text === "") return [];
  return text.split(",\n").map((line, index) => {
    // Jobs keep their place in the file, so what is the same is at the same place.
    const before = known[index];
    if (before !== undefined && texts.get(before) === line) return before;
    const parsed: unknown = JSON.parse(line);
    if (!isRecord(parsed) || !isOne(parsed)) throw wrongShape();
    // Only `encode` writes these lines, one kind a section.
    const part = parsed as T;
    texts.set(part, line);
    return part;
  });
};
