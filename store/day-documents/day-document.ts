import { weekdayOf, type Day, type Window } from "../../domain/day.ts";
import type { Job, Status, VisitKind } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { windowsFor, type Settings, type WindowCapacity } from "../../domain/settings.ts";
import type { Stage } from "../../domain/status.ts";
import type { Codec, Stamped } from "./codec.ts";

/**
 * One day: the unit of capacity, and so of contention. It holds whole the jobs whose home day it is, and for
 * every visit of another day's job a reference that takes its place here.
 */
export interface DayDocument extends Stamped {
  day: Day;
  /** This day's own windows, copied from the settings when it was first written. */
  windows: WindowCapacity[];
  /** How many of each resource can be out on this day; what is not named is not limited. */
  stock: Record<string, number>;
  closed: boolean;
  /** Set by hand: later changes of the settings leave it alone. */
  own_capacity: boolean;
  jobs: Map<JobId, StoredJob>;
  references: Reference[];
  /** References of this day's jobs, in other days, that are being ended: no move may commit to one. */
  void: { day: Day; ref: string }[];
  outbox: OutboxEntry[];
  /** True while `pending/<day>` is there. */
  marked: boolean;
}

/** A job with what its home document alone knows: which references it holds. */
export interface StoredJob {
  job: Job;
  holds: Hold[];
}

/** A reference that a job names: the only ones that count as live. */
export interface Hold extends Place {
  /** Never used again. */
  ref: string;
}

/** What a visit takes of a day: a place in a window, or one of a resource. */
export interface Place {
  visit: string;
  kind: "visit" | "hold";
  day: Day;
  window: Window | null;
  resource: string | null;
}

/** A place in this day for a visit of a job that lives in another day's document. */
export interface Reference extends Hold {
  job: JobId;
  card: Card;
  /** Milliseconds since the epoch: only decides when ending it is worth trying. */
  taken_at: number;
}

/** What a board shows of a visit. */
export interface Card {
  rev: number;
  job: JobId;
  visit: string;
  kind: VisitKind;
  day: Day | null;
  window: Window | null;
  crew: string | null;
  status: Status;
  stage: Stage;
  service: string;
  customer: string;
  street: string;
  total_cents: number;
}

export type OutboxEntry = PublishEntry | ReleaseEntry | SendEntry;
interface EntryBase {
  id: string;
  job: JobId;
  /** How often it failed; past the limit it is parked and holds nobody up. */
  failures: number;
  parked: boolean;
  /** Milliseconds since the epoch; not before. */
  not_before: number;
}
/** Bring every copy of the job up to date. Safe to do twice, so it needs no lease. */
export interface PublishEntry extends EntryBase {
  kind: "publish";
  rev: number;
}
/** Drop a reference that the job has left. An id once left never comes back, so it needs no lease either. */
export interface ReleaseEntry extends EntryBase {
  kind: "release";
  day: Day;
  ref: string;
}
/** A message to a person: begun once, under a lease, and only while its visit stands. */
export interface SendEntry extends EntryBase {
  kind: "send";
  template: string;
  /** Null for what is true whatever becomes of the visit (a cancellation notice). */
  visit: { id: string; day: Day | null; window: Window | null } | null;
  lease: { by: string; id: string; until: number } | null;
}

/**
 * One job a line: a person can read the file, a diff shows which job changed, and a reader parses only the
 * lines that it has not seen.
 */
export const dayCodec = (day: Day, settings: () => Settings): Codec<DayDocument> => ({
  empty: () => ({
    rev: 0,
    ring: [],
    day,
    windows: windowsFor(settings(), day, weekdayOf(day)),
    stock: stockOf(settings()),
    closed: settings().closed_days.includes(day),
    own_capacity: false,
    jobs: new Map(),
    references: [],
    void: [],
    outbox: [],
    marked: false,
  }),
  draft: (document) => ({ ...document, jobs: new Map(document.jobs) }),
  encode: ({ jobs, ...rest }) => {
    const lines: string[] = [];
    for (const stored of jobs.values()) lines.push(lineOf(stored));
    return new TextEncoder().encode(`{"rest":${JSON.stringify(rest)},"jobs":[\n${lines.join(",\n")}\n]}\n`);
  },
  decode: (bytes, known) => {
    const text = new TextDecoder().decode(bytes);
    const begin = text.indexOf(jobsMark);
    if (begin < 0 || !text.endsWith("\n]}\n")) throw new SyntaxError("Not a day document");
    // Only `encode` writes under this key; every line is a job that it wrote.
    const rest = JSON.parse(text.slice('{"rest":'.length, begin)) as Omit<DayDocument, "jobs">;
    const jobs = new Map<JobId, StoredJob>();
    const body = text.slice(begin + jobsMark.length, -"\n]}\n".length);
    for (const line of body === "" ? [] : body.split(",\n")) {
      const stored = parseLine(line, known);
      jobs.set(stored.job.id, stored);
    }
    return { ...rest, jobs };
  },
});

const stockOf = (settings: Settings): Record<string, number> =>
  Object.fromEntries(settings.services.flatMap(({ id, stock }) => (stock === null ? [] : [[id, stock]])));

const jobsMark = ',"jobs":[\n';

/** JSON text of each job as it was last written or read: turning a whole day into text is what costs most. */
const lines = new WeakMap<StoredJob, string>();

const lineOf = (stored: StoredJob): string => {
  const line = lines.get(stored) ?? JSON.stringify(stored);
  lines.set(stored, line);
  return line;
};

const idMark = '{"job":{"id":"';

const parseLine = (line: string, known: DayDocument | null): StoredJob => {
  const id = line.slice(idMark.length, line.indexOf('"', idMark.length));
  const before = known?.jobs.get(id);
  if (before !== undefined && lines.get(before) === line) return before;
  const stored = JSON.parse(line) as StoredJob;
  lines.set(stored, line);
  return stored;
};
