import type { Day } from "../../domain/day.ts";
import type { DaySettings, SettingsOfDecision } from "./day/day-capacity.ts";
import type { DayRecord } from "./day/day-record.ts";
import type { DayState } from "./day/day-state.ts";
import type { DayLogs } from "./day-logs.ts";

export interface ChangeDayContext {
  days: Pick<DayLogs, "day">;
  settings: () => Promise<DaySettings>;
}

export interface DayChange<Result> {
  decide(state: DayState, settings: SettingsOfDecision): { records: readonly DayRecord[]; result: Result };
  findIn(state: DayState): { result: Result } | null;
}

/**
 * Changes a day by a decision that may need the settings, because a day without hours of its own follows them. Most
 * decisions do not, so the settings are read only after a decision asked for them.
 */
export const changeDay = async <Result>(
  { days, settings }: ChangeDayContext,
  day: Day,
  { decide, findIn }: DayChange<Result>,
): Promise<Result> => {
  const changeWith = (known: SettingsOfDecision) =>
    days.day(day).change<Result>({ decide: (state) => decide(state, known), findIn });
  try {
    return await changeWith(() => {
      throw new SettingsNeeded();
    });
  } catch (error) {
    if (!(error instanceof SettingsNeeded)) throw error;
    const read = await settings();
    return await changeWith(() => read);
  }
};

class SettingsNeeded extends Error {}
