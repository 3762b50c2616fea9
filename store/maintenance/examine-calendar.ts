import type { Clock } from "../../domain/clock.ts";
import { isDay, type Day } from "../../domain/day.ts";
import { StoreUnavailable, UnreadableDocument } from "../job-store.ts";
import { logsInCalendar } from "../jobs/log/calendar.ts";
import { listKeys } from "../jobs/log/list-keys.ts";
import { dayLog, type LogName } from "../jobs/log/log-keys.ts";
import { openBoardLog } from "../jobs/open-board/open-board-kind.ts";
import type { ObjectStore } from "../port/object-store.ts";
import type { Finding, Mended } from "../upkeep.ts";
import { storedDays } from "./listed-days.ts";
import { quarantine } from "./quarantine.ts";
import { relistLog } from "./rebuild-calendar.ts";

/** Yields each calendar object that cannot be read, or that does not list a log which the store has. */
export async function* examineCalendar(objects: ObjectStore): AsyncGenerator<Finding> {
  const unlisted = new Map<string, number>();
  for await (const name of storedLogs(objects)) {
    const listed = await listedOrNull(objects, name.calendar);
    if (listed?.includes(name.entry) === true) continue;
    unlisted.set(name.calendar, (unlisted.get(name.calendar) ?? 0) + 1);
  }
  for await (const where of listKeys(objects, "calendar/")) {
    if ((await listedOrNull(objects, where)) === null && !unlisted.has(where)) unlisted.set(where, 0);
  }
  for (const [where, count] of unlisted) {
    const lost = count === 1 ? "one log of the store" : `${count} logs of the store`;
    const detail =
      count === 0
        ? "This part of the calendar cannot be read."
        : `This part of the calendar is lost or damaged. It does not list ${lost}, so their jobs are not found.`;
    yield { kind: "lost_calendar", where, detail, repairable: true };
  }
}

/** Yields the days that the calendar lists, ascending. Months that cannot be read are left out. */
export async function* listedDays(objects: ObjectStore): AsyncGenerator<Day> {
  for await (const key of listKeys(objects, "calendar/")) {
    if (!/^calendar\/\d{4}-\d{2}$/.test(key)) continue;
    yield* (await listedOrNull(objects, key))?.filter(isDay).toSorted() ?? [];
  }
}

/** Lists the stored logs of one calendar object again, from their entries and snapshots. */
export const relistCalendar = async (
  { objects, clock }: { objects: ObjectStore; clock: Clock },
  calendar: string,
): Promise<Mended> => {
  const notes: string[] = [];
  const copy = await setDamagedAside({ objects, clock }, calendar);
  let count = 0;
  for await (const name of storedLogs(objects)) {
    if (name.calendar === calendar && (await relistLog(objects, name))) count += 1;
  }
  if (count === 0 && copy === null) return { mended: false, notes: [] };
  notes.push(
    `${calendar} was written again from the entries and snapshots of ${count === 1 ? "one log" : `${count} logs`}.`,
    "Its record of how far each log had come is lost, so entries that are missing at the end of a log are not noticed.",
  );
  if (copy !== null) notes.push(`The damaged bytes are in ${copy}.`);
  return { mended: true, notes };
};

/** Replaces a calendar object that cannot be read by an empty one, and returns the key of its copy. */
const setDamagedAside = async (
  { objects, clock }: { objects: ObjectStore; clock: Clock },
  calendar: string,
): Promise<string | null> => {
  if ((await listedOrNull(objects, calendar)) !== null) return null;
  const got = await objects.get(calendar);
  if (got.outcome !== "found") throw new StoreUnavailable(new Error("The calendar cannot be read", { cause: got }));
  const copy = await quarantine({ objects, clock }, calendar, got.body);
  await objects.put(calendar, Buffer.from("{}"), { version: got.version });
  return copy;
};

const listedOrNull = async (objects: ObjectStore, calendar: string): Promise<string[] | null> => {
  try {
    return await logsInCalendar(objects, calendar);
  } catch (error) {
    if (error instanceof UnreadableDocument) return null;
    throw error;
  }
};

/** Yields every log that the calendar must list: all days, and the open board once it has a snapshot. */
async function* storedLogs(objects: ObjectStore): AsyncGenerator<LogName> {
  for await (const _part of listKeys(objects, `${openBoardLog.snapshots}/`)) {
    yield openBoardLog;
    break;
  }
  for await (const day of storedDays(objects)) yield dayLog(day);
}
