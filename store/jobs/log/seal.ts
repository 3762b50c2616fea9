import type { DayLog } from "./day-log.ts";
import { compact, type Compaction } from "./compaction.ts";

/**
 * Names a snapshot of the newest state, so that each entry before it leaves the store in 35 days. A short log is never
 * compacted, and would keep what was removed from it.
 */
export const seal = async <State, LogRecord>(
  compaction: Compaction<State, LogRecord>,
  log: Pick<DayLog<State, LogRecord>, "read">,
): Promise<void> => {
  const head = await log.read();
  if (head.n > 0) await compact(compaction, head, { ages: true });
};
