import type { DayRecord } from "../day/day-record.ts";
import type { DayState, OutboxEntry } from "../day/day-state.ts";
import { admit } from "./admit.ts";
import { hourAfter, hourOf, laterHour, parkedHour, type Hour } from "./hour.ts";
import { afterFailure, hasItsTime, isTimed } from "./outbox-entry.ts";

/**
 * Returns the records that add entries to the outbox of a day. A newer publish replaces an older one of the same job,
 * because it says more; so does an expiry or a filing. `done` are entries that this process has done, which leave with this entry of
 * the log.
 */
export const queueRecords = (
  state: DayState,
  entries: readonly OutboxEntry[],
  { done, storeTime }: { done: ReadonlySet<string>; storeTime: number },
): DayRecord[] => {
  const { added, replaced, withdrawn } = admit(state, entries);
  if (added.length === 0 && withdrawn.length === 0) return [];
  const isReplaced = ({ kind, job }: OutboxEntry): boolean =>
    (kind === "publish" || kind === "file" || isTimed(kind)) &&
    added.some((entry) => entry.kind === kind && entry.job === job);
  const gone = state.outbox
    .filter((entry) => done.has(entry.id) || replaced.has(entry.id) || isReplaced(entry))
    .keySeq();
  return [
    ...dueRecords(state.markers.put, [usableHour(state.markers.swept, storeTime)]),
    ...unoutRecords([...gone]),
    ...[...withdrawn, ...added].map((out) => ({ out })),
  ];
};

/** What became of an entry that a process tried. */
export type Outcome = "done" | "failed" | { postponedTo: number };

/**
 * Returns the records that write down what became of entries, and what is then left in the outbox. With `sweepTo`, the
 * records also end the markers up to that past hour. What is left first gets the marker of a later hour, on the very state
 * that this entry of the log follows, so no entry of an outbox is ever without a marker.
 */
export const settleRecords = (
  state: DayState,
  { outcomes, sweepTo, storeTime, now }: { outcomes: Outcomes; sweepTo: Hour | null; storeTime: number; now: number },
): { records: DayRecord[]; left: OutboxEntry[] } => {
  const gone: string[] = [];
  const left: OutboxEntry[] = [];
  const changed: OutboxEntry[] = [];
  for (const entry of state.outbox.values()) {
    const outcome = outcomes.get(entry.id);
    if (outcome === "done") gone.push(entry.id);
    else {
      const next = outcome === undefined ? entry : afterAttempt(entry, outcome, now);
      left.push(next);
      if (next !== entry) changed.push(next);
    }
  }
  const records: DayRecord[] = [...unoutRecords(gone), ...changed.map((out) => ({ out }))];
  const { put, swept } = state.markers;
  if (sweepTo === null || sweepTo <= swept) return { records, left };
  const later = hoursOf(left, usableHour(sweepTo, storeTime));
  return { records: [...dueRecords(put, later), ...records, { swept: sweepTo }], left };
};

export type Outcomes = ReadonlyMap<string, Outcome>;

/** Returns the hours in which the outbox of a day must be looked at. */
export const neededHours = ({ outbox, markers }: DayState, storeTime: number): Hour[] =>
  hoursOf(outbox.values(), usableHour(markers.swept, storeTime));

export const dueRecords = (put: ReadonlySet<Hour>, hours: readonly Hour[]): DayRecord[] =>
  hours.filter((hour) => !put.has(hour)).map((due) => ({ due }));

/** The store's hour, or the hour after the last one that was swept if that is later: a swept hour is never used again. */
export const usableHour = (swept: Hour, storeTime: number): Hour =>
  swept === "" ? hourOf(storeTime) : laterHour(hourOf(storeTime), hourAfter(swept));

/** The hour in which an entry must be looked at, but not before `first`. */
const ownHour = (entry: OutboxEntry, first: Hour): Hour => {
  if (entry.parked) return parkedHour;
  return hasItsTime(entry) ? laterHour(first, hourOf(entry.not_before)) : first;
};

const hoursOf = (entries: Iterable<OutboxEntry>, first: Hour): Hour[] => [
  ...new Set([...entries].map((entry) => ownHour(entry, first))),
];

const unoutRecords = (ids: readonly string[]): DayRecord[] => (ids.length === 0 ? [] : [{ unout: ids }]);

const afterAttempt = (entry: OutboxEntry, outcome: Exclude<Outcome, "done">, now: number): OutboxEntry =>
  outcome === "failed" ? afterFailure(entry, now) : { ...entry, not_before: outcome.postponedTo };
