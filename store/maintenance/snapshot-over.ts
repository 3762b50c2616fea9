import { freshId, type Random } from "../../domain/random.ts";
import { updateCalendar } from "../jobs/log/calendar.ts";
import type { LogKind } from "../jobs/log/log-kind.ts";
import type { LogName } from "../jobs/log/log-keys.ts";
import { putSnapshot } from "../jobs/log/snapshot.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { LogSurvey } from "./survey-log.ts";

/**
 * Names a snapshot of the surveyed state at the last number of the log, so that no reader needs the damaged objects. The
 * log goes on at the next number: a number is never used again. Returns false if another process named a later snapshot.
 */
export const snapshotOver = async <State, LogRecord>(
  { objects, random }: { objects: ObjectStore; random: Random },
  name: LogName,
  kind: LogKind<State, LogRecord>,
  { calendar, head: { n, sum, state } }: Pick<LogSurvey<State>, "calendar" | "head">,
): Promise<boolean> => {
  const id = freshId(random);
  const stored = await putSnapshot(objects, name, { n, sum, id, state, kind });
  const named = await updateCalendar(objects, name, (entry, at) => {
    // A damaged snapshot is replaced at its own number. A lower one is never named.
    const isLower = entry.snapshot !== null && entry.snapshot.n > n;
    const isOther = entry.snapshot?.n === n && entry.snapshot.id !== calendar.snapshot?.id;
    if (isLower || isOther) return null;
    const mark = entry.n > n ? {} : { n, sum, at };
    return { ...entry, ...mark, snapshot: { n, sum, id, ...stored, at } };
  });
  return named.snapshot?.id === id;
};
