import { addDays, type Day, type Window } from "../../domain/day.ts";
import type { Settings } from "../../domain/settings.ts";

/** The business that is tortured: the same for whoever acts, and for the judge, who reads no settings of the store. */

/** Worker clocks begin here, whatever the machine's says. */
export const beginsAt = "2026-11-20T17:00:00Z";
const firstDay = "2026-11-27";

export const windows: Window[] = [
  { start: "06:00", end: "08:00" },
  { start: "08:00", end: "10:00" },
  { start: "10:00", end: "12:00" },
  { start: "12:00", end: "14:00" },
  { start: "14:00", end: "16:00" },
  { start: "16:00", end: "18:00" },
];
/** Places in each window, unless a dispatcher sized the day. */
export const capacity = 4;
/** What can be out for days, and how many there are. */
export const resource = "trailer-15";
export const stock = 3;

const days: Day[] = [firstDay];
export const dayAt = (index: number): Day => {
  while (days.length <= index) days.push(addDays(days.at(-1) ?? firstDay, 1));
  return days[index] ?? firstDay;
};

/** Every tenth day is sized and closed by hand now and then; on the others no window ever changes. */
export const isSizedByHand = (day: Day): boolean => day.endsWith("0");

export const settingsOfTheBusiness = (settings: Settings, sold = capacity): Settings => {
  const hours = windows.map((window) => ({ ...window, capacity: sold }));
  return {
    ...settings,
    hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours },
    booking: { ...settings.booking, days_ahead: 20_000, requests_past_per_hour: null },
    services: settings.services.map((service) => (service.id === resource ? { ...service, stock } : service)),
    crews: ["crew-1", "crew-2", "crew-3"].map((id) => ({ id, name: id, active: true })),
    sample: false,
  };
};
