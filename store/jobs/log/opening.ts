import type { ObjectStore } from "../../port/object-store.ts";
import type { Entry } from "./entry.ts";
import type { Head } from "./log-head.ts";
import type { LogName } from "./log-keys.ts";
import type { LogKind } from "./log-kind.ts";

/**
 * Finds where to begin to read a log. `since` is the number of a put whose answer was lost: the opening then finds the
 * write ids from that number on, or throws `OutcomeUnknown` if their entries no longer exist and no snapshot holds them.
 */
export type Opening<State, LogRecord> = (
  log: { objects: ObjectStore; name: LogName; kind: LogKind<State, LogRecord> },
  since: number | undefined,
) => Promise<Opened<State, LogRecord>>;

export interface Opened<State, LogRecord> {
  head: Head<State>;
  /** Entries that follow the head and were read with it. */
  entries: readonly Entry<LogRecord>[];
  /** Write ids of earlier entries. */
  writes: readonly string[];
  /** A number that the log certainly reached, and the checksum of that entry; empty if it is not known. */
  least: { n: number; sum: string };
  /** True if the opening proved that no further entry existed. */
  isNewest: boolean;
}
