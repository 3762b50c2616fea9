import { addDays, type Day, type Window } from "../../domain/day.ts";
import type { Customer } from "../../domain/job.ts";
import { usualMessageSettings, type MessageSettings } from "../../domain/message/message-settings.ts";
import type { Equipment } from "../../domain/rental/equipment.ts";
import type { RentalRules } from "../../domain/rental/rental-rules.ts";
import { sampleSettings, type Settings } from "../../domain/settings.ts";
import type { User } from "../../domain/user.ts";

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
export const stock = 4;
export const units = Array.from({ length: stock }, (_, index) => `T15-0${index + 1}`);
export const rentalRules: Omit<RentalRules, "pickup"> = {
  equipment_type: resource,
  included_days: 2,
  extra_day_cents: 2_500,
  included_tons: 2,
  extra_ton_cents: 6_500,
  max_days: 8,
  swap: "exchange",
  swap_cents: null,
  count_delivery_day: false,
};

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
      units: units.map((id) => ({ id, state: "in_service" as const })),
    },
  ],
};

const settingsOfTheBusiness = (settings: Settings): Settings => {
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

export const zone = "America/Los_Angeles";
export const settings = settingsOfTheBusiness(sampleSettings(zone));

/** Texts go out at any hour, and no day has too many. */
export const messageSettings: MessageSettings & { rev: number } = {
  ...usualMessageSettings,
  quiet_hours: { from: "08:00", to: "08:00" },
  texts_per_day: 1_000_000,
  rev: 1,
};

/** One person of the office hears of everything by email. */
export const owner: User = {
  id: "u1",
  name: "Ana",
  login: "ana",
  role: "owner",
  crew: null,
  email: "ana@example.com",
  password: { cost: 2, salt: "", hash: "" },
  sessions_from: "2026-01-01T00:00:00.000Z",
  created_at: "2026-01-01T00:00:00.000Z",
};

/** Numbers of customers. Each has several jobs, so STOP meets messages of several days. */
const phones = 150;
export const phoneAt = (fraction: number): string => `+1619555${String(1_000 + Math.floor(fraction * phones))}`;

/** A customer who agreed to texts long ago, so that only START follows a STOP. Without a phone they hear nothing. */
export const customerOf = (name: string, phone: string | undefined): Customer =>
  phone === undefined
    ? { name }
    : {
        name,
        phone,
        email: `${name.replaceAll(".", "-")}@example.com`,
        text_consent: { at: "2026-01-01T00:00:00.000Z", how: "dispatcher" },
      };

/** Delays and pauses of messages are this much shorter. */
const sooner = 20;
export const soonerBy = (now: number, at: number): number => (at <= now ? at : now + Math.ceil((at - now) / sooner));
