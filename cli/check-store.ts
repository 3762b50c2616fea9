import type { State } from "../main/open-state.ts";
import type { ArchiveRecord } from "../store/archive-record.ts";
import type { Finding, Mended, Upkeep } from "../store/upkeep.ts";
import { CommandError, localProblem } from "./command-error.ts";
import * as message from "./message/maintenance.ts";

/** The issues that a check found, each with notes about its repair. */
export interface CheckReport {
  /** Issues that were repaired. */
  mended: (Finding & { notes: string[] })[];
  /** Issues that remain: they need a person, or a run with `--repair`. */
  left: (Finding & { notes: string[] })[];
}

/**
 * Checks a whole store. With `repair`, it repairs and checks again until a round repairs nothing more, because one repair can
 * reveal another issue.
 */
export const checkStore = async (
  { upkeep, jobs }: Pick<State, "upkeep" | "jobs">,
  repair: boolean,
  { backup, deep = false }: { backup?: (() => AsyncIterable<ArchiveRecord>) | undefined; deep?: boolean } = {},
): Promise<CheckReport> => {
  const mended: CheckReport["mended"] = [];
  const notes = new Map<string, string[]>();
  for (let round = 1; ; round += 1) {
    const left: CheckReport["left"] = [];
    let progress = false;
    for await (const issue of upkeep.examine({ deep })) {
      const result = repair && round <= maxRounds ? await mend(upkeep, issue, backup) : null;
      if (result === null) {
        left.push({ ...issue, notes: notes.get(keyOf(issue)) ?? [] });
        continue;
      }
      if (result.mended) {
        progress = true;
        mended.push({ ...issue, notes: result.notes });
      } else {
        notes.set(keyOf(issue), result.notes);
        left.push({ ...issue, notes: result.notes });
      }
    }
    if (!progress || round > maxRounds) return { mended, left };
    // Repairs queue follow-up work. Finish it before the next round.
    await jobs.drain();
  }
};

/**
 * Checks and repairs a store that a restore or a migration has just filled and verified. If the store becomes unavailable,
 * the error says that only this check is missing.
 */
export const checkFilledStore = async (state: Pick<State, "upkeep" | "jobs">): Promise<CheckReport> => {
  const { OutcomeUnknown, StoreUnavailable } = await import("../store/job-store.ts");
  try {
    await state.jobs.drain();
    return await checkStore(state, true);
  } catch (error) {
    if (!(error instanceof StoreUnavailable) && !(error instanceof OutcomeUnknown)) throw error;
    throw new CommandError(localProblem("store_unavailable", error.message), [message.checkPending]);
  }
};

/** Returns null for an issue that needs a person. */
const mend = async (
  upkeep: Upkeep,
  issue: Finding,
  backup: (() => AsyncIterable<ArchiveRecord>) | undefined,
): Promise<Mended | null> => {
  if (issue.repairable) return await upkeep.repair(issue);
  const isLost = issue.kind === "lost_day" || issue.kind === "lost_document" || issue.kind === "damaged_log";
  if (!isLost || backup === undefined || upkeep.recover === undefined) return null;
  return await upkeep.recover(issue, backup);
};

const keyOf = ({ kind, where, job }: Finding): string => `${kind} ${where} ${job ?? ""}`;
const maxRounds = 5;
