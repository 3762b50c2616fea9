import type { Job } from "../../../domain/job.ts";
import { checkMessages } from "./check-messages.ts";
import type { Evidence, Tried, Violation, ViolationKind } from "./evidence.ts";
import type { KeptMessages } from "./kept-messages.ts";
import { follows, statesOf, type State } from "./states.ts";

export interface JobReport {
  violations: Violation[];
  /** Operations that were confirmed. */
  confirmed: number;
}

/**
 * Checks one job against every answer about it. A revision was certainly applied once an answer or a read showed it or a later
 * one, and certainly not before its operation began. Between the two the checker claims nothing, so that no delay causes a
 * false alarm.
 */
export const checkJob = (
  job: Job,
  evidence: Evidence,
  { kept, restAt }: { kept: KeptMessages; restAt: number },
): JobReport => {
  const report: JobReport = { violations: [], confirmed: 0 };
  const violate = (kind: ViolationKind, detail: string, ...shown: unknown[]): void => {
    report.violations.push({ kind, job: job.id, detail, evidence: shown });
  };
  const states = statesOf(job);
  if (states === null) {
    violate("chain", `rev ${job.rev} does not follow from its history of ${job.history.length}`, job.history);
    return report;
  }
  const authors = checkOperations(job, { evidence, report, violate });
  const times = timesOf(job, authors, evidence, restAt);
  checkReads(job, authors, evidence, times, violate);
  checkStatuses(job, states, violate);
  checkMessages(job, { states, evidence, kept, violate, leastAt: (t) => leastAt(times, t) });
  if (evidence.published < job.rev) violate("not published", `rev ${job.rev}, published ${evidence.published}`);
  return report;
};

export type Violate = (kind: ViolationKind, detail: string, ...shown: unknown[]) => void;

/** Finds the operation of each revision: every confirmed one exactly once, no refused one, and none without a request. */
const checkOperations = (
  job: Job,
  { evidence: { tried }, report, violate }: { evidence: Evidence; report: JobReport; violate: Violate },
): Map<number, Tried> => {
  const authors = new Map<number, Tried>();
  const revsBy = new Map<string, number[]>();
  for (const [index, { id, reason }] of job.history.entries()) {
    for (const name of new Set([id, `reason ${reason}`])) {
      revsBy.set(name, [...(revsBy.get(name) ?? []), index + 1]);
    }
    if ((revsBy.get(id)?.length ?? 0) > 1) violate("twice", `write ${id} stands at revs ${revsBy.get(id)?.join(", ")}`);
  }
  for (const one of tried.values()) {
    const { op, attempts } = one;
    const revs = [...new Set([...(revsBy.get(`reason ${op.id}`) ?? []), ...(revsBy.get(op.write) ?? [])])].toSorted(
      (a, b) => a - b,
    );
    const [rev] = revs;
    if (revs.length > 1) {
      violate(
        "twice",
        `${op.kind} ${op.id} stands at revs ${revs.join(", ")}`,
        one,
        ...revs.map((at) => job.history[at - 1]),
      );
    }
    if (rev !== undefined) authors.set(rev, one);
    for (const at of revs) authors.set(at, one);
    const done = attempts.filter(({ ended }) => ended?.outcome === "done");
    const open = attempts.some(({ ended }) => ended === null || ended.outcome === "unknown");
    if (done.length > 0) report.confirmed += 1;
    if (rev === undefined) {
      if (done.length > 0) violate("lost", `${op.kind} ${op.id} was confirmed and is in no rev of ${job.rev}`, one);
      continue;
    }
    for (const { ended } of done) {
      if (ended?.rev !== undefined && ended.rev !== rev)
        violate("told wrong", `${op.id}: told ${ended.rev}, is ${rev}`, one);
    }
    const entry = job.history[rev - 1];
    if (entry !== undefined && entry.id !== op.write) {
      violate("told wrong", `${op.id} stands under another write id`, one, entry);
    }
    if (done.length === 0 && !open) {
      violate("refused but done", `${op.kind} ${op.id} stands at rev ${rev}`, one, entry);
    }
  }
  for (const [index, entry] of job.history.entries()) {
    if (!authors.has(index + 1)) violate("phantom", `nobody asked for rev ${index + 1}`, entry);
  }
  return authors;
};

interface Times {
  /** By rev - 1: not applied before. */
  after: number[];
  /** By rev - 1: certainly applied at this time. */
  by: number[];
}

const timesOf = (job: Job, authors: Map<number, Tried>, { tried, reads }: Evidence, restAt: number): Times => {
  const after: number[] = [];
  const by: number[] = job.history.map(() => restAt);
  for (let rev = 1; rev <= job.rev; rev += 1) {
    const began = Math.min(...(authors.get(rev)?.attempts.map(({ t }) => t) ?? [0]));
    after.push(Math.max(after.at(-1) ?? 0, began));
  }
  const seen = (rev: number | undefined, t: number): void => {
    if (rev !== undefined && rev >= 1 && rev <= job.rev) by[rev - 1] = Math.min(by[rev - 1] ?? restAt, t);
  };
  for (const { attempts } of tried.values())
    for (const { ended } of attempts) if (ended !== null) seen(ended.rev, ended.t);
  for (const [rev, { attempts }] of authors) {
    for (const { ended } of attempts) if (ended?.outcome === "done") seen(rev, ended.t);
  }
  for (const { rev, until } of reads) seen(rev, until);
  for (let rev = job.rev - 1; rev >= 1; rev -= 1) by[rev - 1] = Math.min(by[rev - 1] ?? restAt, by[rev] ?? restAt);
  return { after, by };
};

/** The lowest revision that a read which began at `t` may return. */
const leastAt = ({ by }: Times, t: number): number => {
  let least = 0;
  while (least < by.length && (by[least] ?? Infinity) < t) least += 1;
  return least;
};

const checkReads = (
  job: Job,
  authors: Map<number, Tried>,
  { reads, tried }: Evidence,
  times: Times,
  violate: Violate,
): void => {
  const look = (rev: number, t: number, until: number, shown: unknown): void => {
    const least = leastAt(times, t);
    if (rev < least)
      violate("stale read", `read rev ${rev} after rev ${least} had been applied`, shown, job.history[least - 1]);
    if (rev > job.rev) violate("lost", `rev ${rev} was read, and there are ${job.rev}`, shown);
    else if (rev > 0 && (times.after[rev - 1] ?? 0) > until)
      violate("early read", `read rev ${rev} before it was asked for`, shown);
  };
  for (const read of reads) look(read.rev, read.t, read.until, read);
  // An answer "no change" is a read as well.
  for (const { op, attempts } of tried.values()) {
    for (const { t, ended } of attempts) {
      if (ended?.rev === undefined || ended.outcome !== "same") continue;
      // A repetition under its key gets the first answer.
      if (authors.get(ended.rev)?.op.id === op.id) continue;
      look(ended.rev, t, ended.t, { op, ended });
    }
  }
};

const checkStatuses = (job: Job, states: State[], violate: Violate): void => {
  if (states[0]?.status !== "booked") violate("status skipped", `began as ${states[0]?.status}`);
  for (const [index, { status }] of states.entries()) {
    const before = states[index - 1]?.status;
    const entry = job.history[index];
    if (before === undefined || before === status || follows[before].includes(status)) continue;
    // The crew was on its way, and is called back.
    if (entry?.what === "moved" && before === "in_progress") continue;
    // Undone by a dispatcher, to an earlier status.
    if (entry?.what === "undone" && states.slice(0, index).some((earlier) => earlier.status === status)) continue;
    violate("status skipped", `${before} to ${status} at rev ${index + 1}`, entry);
  }
};
