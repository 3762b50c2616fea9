import type { Clock } from "../../../domain/clock.ts";
import { isDay, type Day } from "../../../domain/day.ts";
import { StoreUnavailable } from "../../job-store.ts";
import type { Listed, ObjectStore } from "../../port/object-store.ts";
import { hourOf, parkedHour, type Hour } from "./hour.ts";

/**
 * A due marker says "check this day from this hour on". A writer puts it before the entry that needs it, so a process
 * that crashes leaves no work that no other process finds. It goes only after an entry that ends its hour.
 */
export const dueMarkerKey = (hour: Hour, day: Day): string => `due/${hour}/${day}`;

export interface DueMarkers {
  /** The store's present hour. */
  now: Hour;
  /** The hours of each marked day up to the present one, ascending. */
  days: ReadonlyMap<Day, readonly Hour[]>;
}

/** Lists the markers up to the store's present hour. */
export const listDueMarkers = async (objects: ObjectStore): Promise<DueMarkers> => {
  const days = new Map<Day, Hour[]>();
  for (let after: string | undefined; ;) {
    const { keys, more, at } = await list(objects, "due/", after);
    const now = hourOf(at);
    for (const key of keys) {
      const [, hour = "", day = ""] = key.split("/");
      if (hour > now) return { now, days };
      if (isDay(day)) days.set(day, [...(days.get(day) ?? []), hour]);
    }
    if (!more) return { now, days };
    after = keys.at(-1);
  }
};

/** Returns the days that have, or had, parked entries. */
export const listParkedDays = async (objects: ObjectStore): Promise<Day[]> => {
  const prefix = dueMarkerKey(parkedHour, "");
  const days: Day[] = [];
  for (let after: string | undefined; ;) {
    const { keys, more } = await list(objects, prefix, after);
    days.push(...keys.map((key) => key.slice(prefix.length)).filter(isDay));
    if (!more) return days;
    after = keys.at(-1);
  }
};

/** Puts a marker. Throws `StoreUnavailable` if it may not be there afterwards. */
export const putDueMarker = async (
  { objects, clock }: { objects: ObjectStore; clock: Clock },
  hour: Hour,
  day: Day,
): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    const put = await objects.put(dueMarkerKey(hour, day), new Uint8Array(), "any");
    if (put.outcome === "stored") return;
    if (attempt === maxAttempts) throw new StoreUnavailable(new Error("A due marker cannot be put", { cause: put }));
    await clock.sleep(attempt * retryAfter_ms);
  }
};

/** Deletes markers whose hours were ended by an entry. One that stays is only checked once more. */
export const deleteDueMarkers = async (objects: ObjectStore, day: Day, hours: readonly Hour[]): Promise<void> => {
  for (const hour of hours) await objects.delete(dueMarkerKey(hour, day));
};

const list = async (objects: ObjectStore, prefix: string, after: string | undefined): Promise<Listed> => {
  const listed = await objects.list(prefix, after === undefined ? {} : { after });
  if (listed.outcome === "listed") return listed;
  throw new StoreUnavailable(new Error("The due markers cannot be listed", { cause: listed.cause }));
};

const maxAttempts = 5;
const retryAfter_ms = 50;
