import { appendFileSync, createReadStream, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Day } from "../../../domain/day.ts";
import { homeDayOf, type JobId } from "../../../domain/job-id.ts";
import type { LogLine } from "../log.ts";
import type { Ended, Operation } from "../operation.ts";
import { noEvidence, type Attempt, type Evidence, type Violation } from "./evidence.ts";

/** Evidence that belongs to no single job. */
export interface Gathered {
  /** Attempts to create a job, by operation, without an answer that names the job. */
  creations: Map<string, { op: Operation; attempts: Attempt[] }>;
  sizings: { op: Operation; attempt: Attempt }[];
  faults: Record<string, number>;
  violations: Violation[];
  reads: number;
  lastAt: number;
  buckets: Buckets;
}

type Line = { job: JobId } & (
  | { r: "try"; op: Operation; attempt: Attempt }
  | { r: "read"; log: string; t: number; until: number; what: string; rev: number }
  | { r: "send"; log: string; t: number; since: number; rev: number; template: string; delivered: boolean }
  | { r: "published"; rev: number }
);

/** Sorts the logs of all processes by job, through files, so that memory holds a part at a time for a run of any length. */
export const gather = async (logs: string): Promise<Gathered> => {
  const gathered: Gathered = {
    creations: new Map(),
    sizings: [],
    faults: {},
    violations: [],
    reads: 0,
    lastAt: 0,
    buckets: new Buckets(join(logs, "by-job")),
  };
  for (const file of readdirSync(logs).filter((name) => name.endsWith(".jsonl"))) {
    await gatherLife(join(logs, file), file.replace(".jsonl", ""), gathered);
  }
  gathered.buckets.flush();
  return gathered;
};

const gatherLife = async (path: string, log: string, gathered: Gathered): Promise<void> => {
  const { buckets, creations, sizings } = gathered;
  const open = new Map<string, { op: Operation; t: number }>();
  const sending = new Map<string, Extract<LogLine, { k: "send" }>>();
  const tried = (op: Operation, t: number, ended: (Ended & { t: number }) | null): void => {
    const attempt: Attempt = { log, t, ended };
    const job = ended?.job ?? op.job;
    if (op.kind === "size_day") sizings.push({ op, attempt });
    else if (job !== null) buckets.add({ r: "try", job, op, attempt });
    else {
      const known = creations.get(op.id) ?? { op, attempts: [] };
      known.attempts.push(attempt);
      creations.set(op.id, known);
    }
    if (ended?.outcome === "broken") {
      gathered.violations.push({ kind: "broken", job, detail: ended.why ?? "", evidence: [{ log, op }] });
    }
  };
  for await (const text of createInterface({ input: createReadStream(path) })) {
    let line: LogLine;
    try {
      line = JSON.parse(text) as LogLine;
    } catch {
      continue; // an incomplete line of a killed process
    }
    gathered.lastAt = Math.max(gathered.lastAt, line.t);
    switch (line.k) {
      case "start":
        open.set(line.op.id, { op: line.op, t: line.t });
        break;
      case "end": {
        const begun = open.get(line.id);
        open.delete(line.id);
        if (begun !== undefined) tried(begun.op, begun.t, line);
        break;
      }
      case "read":
        gathered.reads += line.revs.length;
        for (const [job, rev] of line.revs) {
          buckets.add({ r: "read", job, log, t: line.t, until: line.until, what: line.what, rev });
        }
        break;
      case "send":
        sending.set(line.message, line);
        break;
      case "sent": {
        const begun = sending.get(line.message);
        sending.delete(line.message);
        if (begun !== undefined) buckets.add(sentLine(begun, log, line.delivered));
        break;
      }
      case "published":
        buckets.add({ r: "published", job: line.job, rev: line.rev });
        break;
      case "fault":
        gathered.faults[line.fault] = (gathered.faults[line.fault] ?? 0) + 1;
        if (line.fault.startsWith("VIOLATION"))
          gathered.violations.push({ kind: "broken", job: null, detail: line.fault, evidence: [{ log, line }] });
        break;
      case "step": {
        const name = line.act === "kill" ? "kill -9 at a named step" : "stopped at a named step";
        gathered.faults[name] = (gathered.faults[name] ?? 0) + 1;
        break;
      }
      case "capacity":
        gathered.violations.push({ kind: "oversold", job: null, detail: line.over, evidence: [{ log, line }] });
        break;
    }
  }
  for (const { op, t } of open.values()) tried(op, t, null);
  // Begun, and killed before the end.
  for (const begun of sending.values()) buckets.add(sentLine(begun, log, false));
};

const sentLine = (
  { job, t, since, rev, template }: Extract<LogLine, { k: "send" }>,
  log: string,
  delivered: boolean,
): Line => ({ r: "send", job, log, t, since, rev, template, delivered });

/** Lines by the home day of their job, in a fixed number of files. */
export class Buckets {
  readonly #folder: string;
  readonly #waiting: string[][] = Array.from({ length: buckets }, () => []);
  #count = 0;

  constructor(folder: string) {
    this.#folder = folder;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  }

  add(line: Line): void {
    this.#waiting[bucketOf(homeDayOf(line.job))]?.push(JSON.stringify(line));
    this.#count += 1;
    if (this.#count % 20_000 === 0) this.flush();
  }

  flush(): void {
    for (const [index, lines] of this.#waiting.entries()) {
      if (lines.length > 0) appendFileSync(join(this.#folder, String(index)), `${lines.splice(0).join("\n")}\n`);
    }
  }

  /** All evidence of the jobs in one file. */
  read(bucket: number): Map<JobId, Evidence> {
    const byJob = new Map<JobId, Evidence>();
    let text = "";
    try {
      text = readFileSync(join(this.#folder, String(bucket)), "utf8");
    } catch {
      return byJob; // no operation touched these days
    }
    for (const json of text.split("\n")) {
      if (json === "") continue;
      const line = JSON.parse(json) as Line;
      let evidence = byJob.get(line.job);
      if (evidence === undefined) byJob.set(line.job, (evidence = noEvidence()));
      if (line.r === "read") evidence.reads.push(line);
      if (line.r === "send") evidence.sends.push(line);
      if (line.r === "published") evidence.published = Math.max(evidence.published, line.rev);
      if (line.r === "try") {
        const tried = evidence.tried.get(line.op.id);
        if (tried === undefined) evidence.tried.set(line.op.id, { op: line.op, attempts: [line.attempt] });
        else tried.attempts.push(line.attempt);
      }
    }
    return byJob;
  }
}

export const buckets = 32;
export const bucketOf = (day: Day): number => {
  let sum = 0;
  for (const character of day) sum = (sum * 31 + character.charCodeAt(0)) % 65_521;
  return sum % buckets;
};
