import { isDay, type Day } from "../../domain/day.ts";
import { StoreUnavailable, UnreadableDocument } from "../job-store.ts";
import { logsInCalendar } from "../jobs/log/calendar.ts";
import { dayLog } from "../jobs/log/log-keys.ts";
import type { ObjectStore } from "../port/object-store.ts";

/** Yields each day that has entries or snapshots, ascending, whether or not the calendar lists it. */
export async function* storedDays(objects: ObjectStore): AsyncGenerator<Day> {
  const [entries, snapshots] = [foldersIn(objects, "days/"), foldersIn(objects, "snapshots/")];
  let [one, other] = await Promise.all([entries.next(), snapshots.next()]);
  while (one.done !== true || other.done !== true) {
    const day = [one.value, other.value].filter((value) => value !== undefined).toSorted()[0] ?? "";
    if (isDay(day)) yield day;
    [one, other] = await Promise.all([
      one.value === day ? entries.next() : one,
      other.value === day ? snapshots.next() : other,
    ]);
  }
}

/** Throws `UnreadableDocument` for the first calendar month that lacks a day which the store has. */
export const assertListedDays = async (objects: ObjectStore): Promise<void> => {
  for await (const calendar of unlistedMonths(objects)) {
    throw new UnreadableDocument(calendar, new Error("It does not list a day that the store has"));
  }
};

/** Yields the key of each calendar month that does not list a day which the store has. */
export async function* unlistedMonths(objects: ObjectStore): AsyncGenerator<string> {
  let month = { calendar: "", listed: new Set<string>(), isNamed: false };
  for await (const day of storedDays(objects)) {
    const { calendar } = dayLog(day);
    if (calendar !== month.calendar)
      month = { calendar, listed: new Set(await logsInCalendar(objects, calendar)), isNamed: false };
    if (month.listed.has(day) || month.isNamed) continue;
    month.isNamed = true;
    yield calendar;
  }
}

/** Yields the names directly under a prefix: one request for each. */
export async function* foldersIn(objects: ObjectStore, prefix: string): AsyncGenerator<string, undefined> {
  for (let after = ""; ;) {
    const listed = await objects.list(prefix, { limit: 1, ...(after === "" ? {} : { after }) });
    if (listed.outcome !== "listed")
      throw new StoreUnavailable(new Error("The store cannot list its keys", { cause: listed.cause }));
    const [key] = listed.keys;
    if (key === undefined) return;
    const name = key.slice(prefix.length).split("/")[0] ?? "";
    yield name;
    // "z" sorts behind every key below a day.
    after = `${prefix}${name}/z`;
  }
}
