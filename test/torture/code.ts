import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type * as Clock from "../../store/jobs/log/entry-clock.ts";
import type * as Jobs from "../../store/jobs/open-jobs.ts";
import { loadFrom, writeCopy, type Edit } from "../simulation/jobs-copy.ts";

/** The modules of the store under test. */
export interface Code {
  openJobs: typeof Jobs.openJobs;
  EntryClock: typeof Clock.EntryClock;
}

/**
 * Stores that are broken on purpose. The fault injection must catch them, or it proves nothing.
 *
 * - `no-write-ids`: after a lost acknowledgement a process assumes a failure, and repeats the change under a new id.
 * - `decided-once`: after a lost race a process appends what it decided before, on an older state.
 * - `no-trust-window`: a suspended process trusts an answer about a number whose entry was deleted during the suspension.
 * - `begun-blindly`: a message begins whether or not it is still true.
 */
export const mutants = ["no-write-ids", "decided-once", "no-trust-window", "begun-blindly"] as const;
export type Mutant = (typeof mutants)[number];

/** The same rules, thousands of times faster: a run of a minute passes retention, trust window and hours many times. */
const faster: Edit[] = [
  { file: "log/retention.ts", from: "trustWindow_ms = 86_400_000", to: "trustWindow_ms = 5_000" },
  { file: "log/retention.ts", from: "retention_ms = 35 * 86_400_000", to: "retention_ms = 10_000" },
  { file: "log/retention.ts", from: "supersededSnapshot_ms = 2 * 86_400_000", to: "supersededSnapshot_ms = 5_000" },
  { file: "log/retention.ts", from: "agingSpacing_ms = 7 * 86_400_000", to: "agingSpacing_ms = 1_000" },
  { file: "log/compactor.ts", from: "entriesBeforeSnapshot = 64", to: "entriesBeforeSnapshot = 12" },
  { file: "sweep/sweeper.ts", from: '"logs", 24 * hour_ms', to: '"logs", 2_000' },
  // Without the safety net, so that a marker that is missing shows.
  { file: "sweep/sweeper.ts", from: "() => this.#drainAll()", to: "async () => undefined" },
  // An hour of store time is ten seconds long.
  {
    file: "outbox/hour.ts",
    from: "instantOf(ms).slice(0, 13)",
    to: "instantOf(1.8e12 + (ms - 1.79e12) * 360).slice(0, 13)",
  },
  {
    file: "outbox/hour.ts",
    from: "hourOf(epochOf(`${hour}:00:00.000Z`) + 3_600_000)",
    to: "instantOf(epochOf(`${hour}:00:00.000Z`) + 3_600_000).slice(0, 13)",
  },
];

const weaker: Record<Mutant, Edit[]> = {
  "no-write-ids": [
    { file: "log/day-log.ts", from: "if (entry.header.write !== write) return false;", to: "if (write) return false;" },
    { file: "decide-job.ts", from: "job.history.findIndex(({ id }) => id === write)", to: "-1" },
  ],
  "decided-once": [
    { file: "log/day-log.ts", from: "for (let left = batch; ;) {", to: "let once; for (let left = batch; ;) {" },
    {
      file: "log/day-log.ts",
      from: "const { changing, unchanging, later, lines, records } = this.#decide(left);",
      to: `const decided = once ?? this.#decide(left);
      const { changing, unchanging, later, lines, records } = decided;
      if (unchanging.length + later.length === 0) once = decided;`,
    },
  ],
  "begun-blindly": [
    { file: "outbox/lease.ts", from: 'return stands(job, entry, now) ? null : "withdrawn";', to: "return null;" },
  ],
  "no-trust-window": [
    { file: "log/log-head.ts", from: "return at <= this.current.headProvenAt + trustWindow_ms;", to: "return at > 0;" },
  ],
};

/** Writes the code under test into the folder of a run. */
export const writeCode = (folder: string, mutant: Mutant | null): string => {
  const path = join(folder, "code");
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path);
  writeCopy(path, [...faster, ...(mutant === null ? [] : weaker[mutant])]);
  return path;
};

export const loadCode = async (path: string): Promise<Code> =>
  // The exports of these files, whatever the edits changed inside.
  Object.assign({}, ...(await loadFrom(path)("open-jobs.ts", "log/entry-clock.ts"))) as Code;
