import { canonicalJson } from "./canonical-json.ts";
import type { Instant } from "./clock.ts";
import type { Day } from "./day.ts";
import type { Actor, Job } from "./job.ts";

/**
 * An audit event: a sign-in, or a change of people or settings. Jobs keep their own history. It never holds a
 * customer's data or a secret.
 */
export interface AuditEvent {
  id: string;
  at: Instant;
  by: Actor;
  what: AuditEventType;
  /** The person, crew, day, equipment or unit that changed, by its name at that time. */
  subject?: string;
  /** The settings that changed: `booking.lead_time_hours`. */
  fields?: string[];
  /** How many events the entry counts, if it stands for several. */
  count?: number;
}

export const auditEventTypes = [
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
  "equipment_type_added",
  "equipment_type_changed",
  "equipment_type_removed",
  "unit_added",
  "unit_changed",
  "webhook_added",
  "webhook_changed",
  "webhook_removed",
  "webhook_enabled",
  "webhook_secret_rotated",
  "calendar_added",
  "calendar_revoked",
  "api_token_added",
  "api_token_revoked",
  "sample_day_added",
  "sample_day_removed",
] as const;
export type AuditEventType = (typeof auditEventTypes)[number];

/** How long the activity page keeps events, in days. A job keeps its history as long as it exists. */
export const activityDays = 93;

/** Returns the names of the parts that differ, two levels deep: `business.name`, `services`. */
export const changedFields = (before: object, after: object): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [was, is] = [valueOf(before, name), valueOf(after, name)];
    if (same(was, is)) return [];
    if (!isRecord(was) || !isRecord(is)) return [name];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((part) =>
      same(valueOf(was, part), valueOf(is, part)) ? [] : [`${name}.${part}`],
    );
  });

/** Returns the days, in UTC, on which a job changed. */
export const daysOfChange = (job: Job): Day[] => [...new Set(job.history.map(({ at }) => at.slice(0, 10)))];

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const valueOf = (record: object, name: string): unknown => Reflect.get(record, name);
const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
