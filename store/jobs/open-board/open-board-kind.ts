import { Map as PersistentMap } from "immutable";
import type { Card } from "../../../domain/card.ts";
import type { Day } from "../../../domain/day.ts";
import type { JobId } from "../../../domain/job-id.ts";
import type { LogKind } from "../log/log-kind.ts";
import type { LogName } from "../log/log-keys.ts";

/** The cards of the jobs that wait for a person, on any day. */
export interface OpenBoardState {
  /** The number of the last entry that was applied. */
  readonly n: number;
  readonly cards: PersistentMap<JobId, Card>;
  /** Overdue visits up to this day have their cards; null before the first sweep. */
  readonly rolled_to: Day | null;
}

export type OpenBoardRecord = { card: Card } | { uncard: JobId } | { rolled_to: Day };

export const openBoardKind: LogKind<OpenBoardState, OpenBoardRecord> = {
  empty: { n: 0, cards: PersistentMap<JobId, Card>(), rolled_to: null },
  apply: (state, record, n) => ({ ...state, ...applied(state, record), n }),
  *recordsOf({ cards, rolled_to }) {
    if (rolled_to !== null) yield { rolled_to };
    for (const card of cards.values()) yield { card };
  },
};

const applied = ({ cards }: OpenBoardState, record: OpenBoardRecord): Partial<OpenBoardState> => {
  if ("card" in record) return { cards: cards.set(record.card.job, record.card) };
  if ("uncard" in record) return { cards: cards.delete(record.uncard) };
  return { rolled_to: record.rolled_to };
};

export const openBoardLog: LogName = {
  entries: "open",
  snapshots: "snapshots/open",
  calendar: "calendar/open",
  entry: "open",
};
