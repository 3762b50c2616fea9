import { weekdayOf, type Day } from "../../domain/day.ts";
import type { JobId } from "../../domain/job-id.ts";
import { windowsFor, type Settings } from "../../domain/settings.ts";
import { decodeText, encodeText, splitRing, type Codec } from "./codec.ts";
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
    const stored = parseLines(jobLines, known === null ? [] : [...known.jobs.values()]);
    const jobs = new Map<JobId, StoredJob>(stored.map((one) => [one.job.id, one]));
    const references = parseLines(referenceLines, known?.references ?? []);
    const outbox = parseLines(outboxLines, known?.outbox ?? []);
    // Only `encode` writes under these keys.
    const rest = JSON.parse(`${head}}`) as Omit<DayDocument, "jobs" | "references" | "outbox" | "ring" | "taken">;
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

const parseLines = <T extends object>(text: string, known: readonly T[]): T[] => {
  if (text === "") return [];
  return text.split(",\n").map((line, index) => {
    // Jobs keep their place in the file, so what is the same is at the same place.
    const before = known[index];
    if (before !== undefined && texts.get(before) === line) return before;
    // Only `encode` writes these lines, one kind a section.
    const part = JSON.parse(line) as T;
    texts.set(part, line);
    return part;
  });
};
