import type { Instant } from "./clock.ts";
import type { Day } from "./day.ts";
import type { Actor, Job } from "./job.ts";

/** Something that somebody did to no job: those keep their own history. Never a customer's data, never a secret. */
export interface Act {
  id: string;
  at: Instant;
  by: Actor;
  what: ActWhat;
  /** The person, crew or day that it was done to, as it was called then. */
  subject?: string;
  /** Which settings: `booking.lead_time_hours`. */
  fields?: string[];
  /** How often, where one entry stands for many. */
  count?: number;
}

export const actWhats = [
  "became_owner",
  "signed_in",
  "sign_in_failed",
  "person_added",
  "person_changed",
  "person_removed",
  "password_changed",
  "own_password_changed",
  "signed_out_everywhere",
  "device_signed_out",
  "settings_changed",
  "crew_added",
  "crew_changed",
  "crew_removed",
  "day_sized",
  "sample_day_added",
  "sample_day_removed",
] as const;
export type ActWhat = (typeof actWhats)[number];

/** For how long it can be looked up who did what; jobs keep their history for as long as they are there. */
export const activityDays = 93;

/** Which parts of a record differ, two levels deep: `business.name`, `services`. */
export const changedFields = (before: object, after: object): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [was, is] = [valueOf(before, name), valueOf(after, name)];
    if (same(was, is)) return [];
    if (!isRecord(was) || !isRecord(is)) return [name];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((part) =>
      same(valueOf(was, part), valueOf(is, part)) ? [] : [`${name}.${part}`],
    );
  });

/** The days, in UTC, on which a job was changed. */
export const daysOfChange = (job: Job): Day[] => [...new Set(job.history.map(({ at }) => at.slice(0, 10)))];

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const valueOf = (record: object, name: string): unknown => Reflect.get(record, name);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
