import type { AuditEvent } from "../../domain/activity.ts";
import type { Day } from "../../domain/day.ts";
import type { DayActivity } from "../activity-store.ts";
import type { LogKind } from "../jobs/log/log-kind.ts";

/** A home day whose jobs changed, an event as it is now, or the number of events that were not stored. */
export type ActivityRecord = { home: Day } | { act: AuditEvent } | { dropped: number };

/** One day's activity as a log. */
export const activityKind: LogKind<DayActivity, ActivityRecord> = {
  empty: { homes: [], acts: [], dropped: 0 },
  apply: (state, record) => {
    if ("home" in record)
      return state.homes.includes(record.home) ? state : { ...state, homes: [...state.homes, record.home] };
    if ("dropped" in record) return { ...state, dropped: record.dropped };
    const { act } = record;
    const isKnown = state.acts.some(({ id }) => id === act.id);
    const acts = isKnown ? state.acts.map((one) => (one.id === act.id ? act : one)) : [...state.acts, act];
    return { ...state, acts };
  },
  recordsOf: ({ homes, acts, dropped }) => [
    ...homes.map((home) => ({ home })),
    ...acts.map((act) => ({ act })),
    ...(dropped === 0 ? [] : [{ dropped }]),
  ],
};

/** Returns the records that add an event, or count it as dropped on a full day. */
export const recordsOfAct = ({ acts, dropped }: DayActivity, act: AuditEvent): ActivityRecord[] =>
  acts.length < maxActs || acts.some(({ id }) => id === act.id) ? [{ act }] : [{ dropped: dropped + 1 }];

/** The most events that one day stores. */
const maxActs = 2_000;
