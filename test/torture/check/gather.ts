import { createReadStream, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { JobId } from "../../../domain/job-id.ts";
import type { LogLine } from "../log.ts";
import type { Ended, Operation } from "../operation.ts";
import { noEvidence, type Attempt, type Evidence, type Violation } from "./evidence.ts";

/** What the logs of all processes say. */
export interface Gathered {
  byJob: Map<JobId, Evidence>;
  /** Attempts to create a job, by operation, without an answer that names the job. */
  creations: Map<string, { op: Operation; attempts: Attempt[] }>;
  faults: Record<string, number>;
  violations: Violation[];
  reads: number;
  lastAt: number;
}

export const gather = async (logs: string): Promise<Gathered> => {
  const gathered: Gathered = {
    byJob: new Map(),
    creations: new Map(),
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
  const sending = new Map<string, Extract<LogLine, { k: "send" }>>();
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
      case "send":
        sending.set(line.message, line);
        break;
      case "sent": {
        const begun = sending.get(line.message);
        sending.delete(line.message);
        if (begun !== undefined) evidenceOf(begun.job).sends.push({ ...begun, log, delivered: line.delivered });
        break;
      }
      case "ended": {
        const { endings } = evidenceOf(line.job);
        endings.set(line.template, [...(endings.get(line.template) ?? []), line.how]);
        break;
      }
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
  // Begun, and killed before the end.
  for (const begun of sending.values()) evidenceOf(begun.job).sends.push({ ...begun, log, delivered: false });
};
