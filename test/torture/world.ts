import { addDays, type Day, type Window } from "../../domain/day.ts";
import type { Equipment } from "../../domain/rental/equipment.ts";
import type { Settings } from "../../domain/settings.ts";

/** The business under test. Workers and the checker share it, because the checker reads no settings from the store. */

export const windows: Window[] = [
  { start: "06:00", end: "08:00" },
  { start: "08:00", end: "10:00" },
  { start: "10:00", end: "12:00" },
  { start: "12:00", end: "14:00" },
  { start: "14:00", end: "16:00" },
  { start: "16:00", end: "18:00" },
];
/** Capacity of each window. */
export const capacity = 4;
/** Equipment that can be out for days, with its stock. */
export const resource = "trailer-15";
export const stock = 3;

const days: Day[] = [];
/** The first day, the same in every process. It is a week ahead of the machine's day, which engines use for expiry. */
export const beginOn = (firstDay: Day): void => void days.splice(0, days.length, firstDay);
/** The working days, by number. */
export const dayAt = (index: number): Day => {
  for (;;) {
    const last = days.at(-1);
    if (last === undefined) throw new RangeError("It has not begun on any day");
    const day = days[index];
    if (day !== undefined) return day;
    days.push(addDays(last, 1));
  }
};
/** The booking horizon. This many days, less a week, is the longest run. */
export const daysAhead = 366;

export const equipmentOfTheBusiness: Equipment = {
  types: [
    {
      id: resource,
      name: "Dump trailer",
      units: Array.from({ length: stock }, (_, index) => ({ id: `T15-0${index + 1}`, state: "in_service" as const })),
    },
  ],
};

export const settingsOfTheBusiness = (settings: Settings): Settings => {
  const hours = windows.map((window) => ({ ...window, capacity }));
  return {
    ...settings,
    hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours },
    booking: {
      ...settings.booking,
      days_ahead: daysAhead,
      requests_past_per_hour: null,
      requests_past_per_address: null,
    },
    crews: ["crew-1", "crew-2", "crew-3"].map((id) => ({ id, name: id, active: true })),
    sample: false,
  };
};
