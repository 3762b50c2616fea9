import type { Day } from "../../domain/day.ts";
import { dayKind } from "../jobs/day/day-kind.ts";
import type { DayRecord } from "../jobs/day/day-record.ts";
import type { DayState, OutboxEntry } from "../jobs/day/day-state.ts";
import { dayLog } from "../jobs/log/log-keys.ts";
import type { LogKind } from "../jobs/log/log-kind.ts";
import type { LogName } from "../jobs/log/log-keys.ts";
import type { Finding } from "../upkeep.ts";
import { describeDamage } from "./describe-damage.ts";
import { isRepairable } from "./repair-log.ts";
import type { LogSurvey } from "./survey-log.ts";

/** A log as the checks read it and as a person calls it. */
export interface CheckedLog<State, LogRecord> {
  name: LogName;
  kind: LogKind<State, LogRecord>;
  title: string;
  /** Changes the state that a repair saves after a loss. */
  afterLoss: (state: State) => State;
}

export const checkedDay = (day: Day): CheckedLog<DayState, DayRecord> => ({
  name: dayLog(day),
  kind: dayKind(day),
  title: day,
  afterLoss: parkMessages,
});

/** Returns the finding for a damaged log, or null for an intact one. */
export const damageOf = (
  { name, title }: Pick<CheckedLog<never, never>, "name" | "title">,
  survey: LogSurvey<unknown>,
): Finding | null => {
  const { faults, isGone } = survey;
  if (faults.length === 0 && !isGone) return null;
  const repairable = isRepairable(survey);
  const next = repairable ? "All else in it can be read." : fromBackup;
  return {
    kind: isGone ? "lost_day" : "damaged_log",
    where: faults[0]?.key ?? name.entries,
    ...(name.entries.startsWith("days/") ? { day: name.entry } : {}),
    detail: `${describeDamage(title, survey)} ${next}`,
    repairable,
  };
};

export const fromBackup = "Restore it from a backup: tailboard doctor --repair --backup <file>";

/** Some messages of the outbox may have been sent by a change that was lost. */
const parkMessages = (state: DayState): DayState => ({
  ...state,
  outbox: state.outbox.map((entry): OutboxEntry =>
    entry.kind === "send" ? { ...entry, parked: true, lease: null } : entry,
  ),
});
