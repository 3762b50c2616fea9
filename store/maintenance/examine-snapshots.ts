import { linesOf } from "../jobs/log/entry.ts";
import type { CalendarEntry } from "../jobs/log/calendar.ts";
import type { LogKind } from "../jobs/log/log-kind.ts";
import type { LogName } from "../jobs/log/log-keys.ts";
import type { ObjectStore } from "../port/object-store.ts";
import { readEntries } from "./read-entries.ts";
import { readOrNull, type LogSurvey } from "./survey-log.ts";

/**
 * Returns the state after the newest snapshot's last entry, made again from the entries; null if entries are missing or
 * the first ones were deleted. A wrong snapshot is a wrong day once its entries are deleted, 35 days later.
 */
export const replayedState = async <State, LogRecord>(
  objects: ObjectStore,
  name: LogName,
  kind: LogKind<State, LogRecord>,
  { snapshot, floor }: CalendarEntry,
): Promise<State | null> => {
  if (snapshot === null || snapshot.n === floor?.n) return null;
  let state = floor === null ? kind.empty : await readOrNull(objects, name, floor, kind);
  let sum = floor?.sum ?? "";
  const range = { from: (floor?.n ?? 0) + 1, to: snapshot.n };
  for await (const { n, entry } of readEntries<LogRecord>(objects, name, range)) {
    if (state === null || entry === null || entry.header.prev !== sum) return null;
    for (const record of entry.records) state = kind.apply(state, record, n);
    ({ sum } = entry);
  }
  return state;
};

/** Returns the survey of a log whose newest snapshot differs from its entries, with the state of the entries; else null. */
export const surveyWrongSnapshot = async <State, LogRecord>(
  objects: ObjectStore,
  name: LogName,
  kind: LogKind<State, LogRecord>,
  survey: LogSurvey<State>,
): Promise<LogSurvey<State> | null> => {
  const { snapshot } = survey.calendar;
  const replayed = await replayedState(objects, name, kind, survey.calendar);
  const stored = snapshot === null ? null : await readOrNull(objects, name, snapshot, kind);
  if (snapshot === null || replayed === null || stored === null) return null;
  if (contentOf(kind, replayed) === contentOf(kind, stored)) return null;
  let state: State = replayed;
  for await (const { n, entry } of readEntries<LogRecord>(objects, name, { from: snapshot.n + 1, to: survey.head.n })) {
    for (const record of entry?.records ?? []) state = kind.apply(state, record, n);
  }
  return { ...survey, head: { ...survey.head, state } };
};

/** Equal states have equal text, whatever the order in which they were made. */
const contentOf = <State, LogRecord>(kind: LogKind<State, LogRecord>, state: State): string =>
  [...kind.recordsOf(state)]
    .map((record) => linesOf([record]))
    .toSorted()
    .join("");
