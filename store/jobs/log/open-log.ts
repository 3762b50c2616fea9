import { Compactor, type CompactorContext } from "./compactor.ts";
import { DayLog, type DayLogContext } from "./day-log.ts";
import type { EntryClock } from "./entry-clock.ts";
import type { LogContext } from "./log-head.ts";
import type { LogKind } from "./log-kind.ts";
import type { LogName } from "./log-keys.ts";
import { TurnOrder } from "./turn-order.ts";

/** What all logs of one process share. */
export interface ProcessContext extends CompactorContext {
  /** Identifies this process in the entries that it writes. */
  process: string;
  /** One for all logs of the process. */
  entryClock: EntryClock;
  /** True if processes must take turns because the store itself does not share its lock fairly: S3 and DynamoDB. */
  takesTurns: boolean;
  readAhead?: LogContext<unknown, unknown>["readAhead"];
  /** How many days and jobs stay in memory. A server keeps about 80 MB, by default. */
  remembered?: { days: number; jobs: number };
}

export interface LogToOpen<State, LogRecord> {
  name: LogName;
  kind: LogKind<State, LogRecord>;
  prepare?: DayLogContext<State, LogRecord>["prepare"];
  /** By default a log opens at its snapshot, so only such a log is compacted. */
  opening?: DayLogContext<State, LogRecord>["opening"];
}

/** Makes a log that takes turns if the store needs it, and that is compacted when a compaction is due. */
export const openLog = <State, LogRecord>(
  context: ProcessContext,
  { name, kind, prepare, opening }: LogToOpen<State, LogRecord>,
  compactor = new Compactor(context),
): DayLog<State, LogRecord> => {
  const { objects, clock, random, process, entryClock, takesTurns, readAhead } = context;
  const priorityKey = `priority/${name.entries}`;
  const turnOrder = takesTurns ? new TurnOrder({ objects, priorityKey, process, clock, random }) : undefined;
  return new DayLog<State, LogRecord>({
    objects,
    name,
    kind,
    entryClock,
    process,
    clock,
    random,
    ...(turnOrder === undefined ? {} : { turnOrder }),
    ...(readAhead === undefined ? {} : { readAhead }),
    ...(prepare === undefined ? {} : { prepare }),
    ...(opening === undefined ? { afterAppend: compactor.of(name, kind) } : { opening }),
  });
};
