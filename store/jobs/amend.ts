import type { DayLog } from "./log/day-log.ts";

/**
 * Appends what a state still lacks. `missing` returns no records if there is nothing to do, so running it again after a
 * lost answer is harmless.
 */
export const amend = <State, LogRecord>(
  log: Pick<DayLog<State, LogRecord>, "change">,
  missing: (state: State) => readonly LogRecord[],
): Promise<boolean> =>
  log.change({
    decide: (state) => {
      const records = missing(state);
      return { records, result: records.length > 0 };
    },
    findIn: () => null,
  });
