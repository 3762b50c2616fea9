import { createReadStream, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { JobId } from "../../../domain/job-id.ts";
import type { LogLine } from "../log.ts";
import type { Ended, Operation } from "../operation.ts";
import {
  noEvidence,
  type Attempt,
  type Evidence,
  type Post,
  type Sent,
  type Texted,
  type Violation,
} from "./evidence.ts";

/** What the logs of all processes say. */
export interface Gathered {
  byJob: Map<JobId, Evidence>;
  /** Attempts to create a job, by operation, without an answer that names the job. */
  creations: Map<string, { op: Operation; attempts: Attempt[] }>;
  /** By id. */
  texts: Map<string, Texted>;
  /** By message. */
  posts: Map<string, Post[]>;
  faults: Record<string, number>;
  violations: Violation[];
  reads: number;
  lastAt: number;
}

export const gather = async (logs: string): Promise<Gathered> => {
  const gathered: Gathered = {
    byJob: new Map(),
    creations: new Map(),
    texts: new Map(),
    posts: new Map(),
    faults: {},
    violations: [],
    reads: 0,
    lastAt: 0,
  };
  for (const file of readdirSync(logs).filter((name) => name.endsWith(".jsonl"))) {
    await gatherLife(join(logs, file), file.replace(".jsonl", ""), gathered);
  }
  return gathered;
};

/** Adds an attempt to those of its operation. */
const addAttempt = (
  tried: Map<string, { op: Operation; attempts: Attempt[] }>,
  op: Operation,
  attempt: Attempt,
): void => {
  const known = tried.get(op.id);
  if (known === undefined) tried.set(op.id, { op, attempts: [attempt] });
  else known.attempts.push(attempt);
};

const gatherLife = async (path: string, log: string, gathered: Gathered): Promise<void> => {
  const { byJob, creations } = gathered;
  const evidenceOf = (job: JobId): Evidence => {
    const evidence = byJob.get(job) ?? noEvidence();
    byJob.set(job, evidence);
    return evidence;
  };
  const open = new Map<string, { op: Operation; t: number }>();
  const sending = new Map<string, Sent>();
  const tried = (op: Operation, t: number, ended: (Ended & { t: number }) | null): void => {
    const attempt: Attempt = { log, t, ended };
    const job = ended?.job ?? op.job;
    addAttempt(job === null ? creations : evidenceOf(job).tried, op, attempt);
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
          evidenceOf(job).reads.push({ log, t: line.t, until: line.until, what: line.what, rev });
        }
        break;
      case "send": {
        const sent: Sent = { ...line, log, ended: null };
        sending.set(line.message, sent);
        evidenceOf(line.job).sends.push(sent);
        break;
      }
      case "sent": {
        const begun = sending.get(line.message);
        if (begun !== undefined) begun.ended = { t: line.t, how: line.how };
        break;
      }
      case "text":
        gathered.texts.set(line.id, { ...line, until: null });
        break;
      case "texted": {
        const begun = gathered.texts.get(line.id);
        if (begun !== undefined) begun.until = line.t;
        break;
      }
      case "post":
        gathered.posts.set(line.message, [...(gathered.posts.get(line.message) ?? []), line]);
        break;
      case "published": {
        const evidence = evidenceOf(line.job);
        evidence.published = Math.max(evidence.published, line.rev);
        break;
      }
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
    }
  }
  for (const { op, t } of open.values()) tried(op, t, null);
};
