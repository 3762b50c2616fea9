import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";
import type { LogKind } from "../jobs/log/log-kind.ts";
import type { LogName } from "../jobs/log/log-keys.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { Mended } from "../upkeep.ts";
import { describeLoss } from "./describe-damage.ts";
import { quarantine } from "./quarantine.ts";
import { snapshotOver } from "./snapshot-over.ts";
import { surveyLog, type LogSurvey } from "./survey-log.ts";

export interface LogRepair<State, LogRecord> {
  objects: ObjectStore;
  clock: Clock;
  random: Random;
  name: LogName;
  /** As a person calls the log: a day, or "the open board". */
  title: string;
  kind: LogKind<State, LogRecord>;
  /** Changes the state that is saved, if changes were lost. */
  afterLoss: (state: State) => State;
}

/** True if the repair needs no decision: what can be read is right, except for what single entries changed last. */
export const isRepairable = ({ isGone, isBaseLost }: LogSurvey<unknown>): boolean => !isGone && !isBaseLost;

/**
 * Saves what can be read of a damaged log in a new snapshot, after copying damaged bytes. The damaged objects stay: no
 * reader needs them, and they are deleted as every entry below a snapshot is. Without `evenIfLost`, a log whose beginning
 * is lost stays damaged.
 */
export const repairLog = async <State, LogRecord>(
  repair: LogRepair<State, LogRecord>,
  { evenIfLost = false } = {},
): Promise<Mended & { state: State | null }> => {
  const { objects, name, kind, title, afterLoss } = repair;
  const survey = await surveyLog(objects, name, kind);
  if (survey.faults.length === 0 && !survey.isGone) return { mended: false, notes: [], state: null };
  if (!isRepairable(survey) && !evenIfLost) return { mended: false, notes: [], state: null };
  const copies: string[] = [];
  for (const { key, bytes } of survey.faults) if (bytes !== null) copies.push(await quarantine(repair, key, bytes));
  const losses = describeLoss(survey);
  const isLossy = losses.length > 0 || !isRepairable(survey);
  const state = isLossy ? afterLoss(survey.head.state) : survey.head.state;
  if (!(await snapshotOver(repair, name, kind, { ...survey, head: { ...survey.head, state } })))
    return { mended: false, notes: [], state: null };
  const notes = [
    isLossy ? `${title} was saved without what cannot be read.` : `${title} was saved again. Nothing was lost.`,
    ...losses,
    ...copies.map((copy) => `The damaged bytes are in ${copy}.`),
  ];
  return { mended: true, notes, state };
};
