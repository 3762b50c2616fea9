import { daysBetween, type Day } from "./day.ts";
import type { Job, JobFields, Visit } from "./job.ts";
import { readStoredPricing, type StoredPricing } from "./price/stored-pricing.ts";
import type { RentalPeriod } from "./rental/rental-period.ts";

/** A job as any version stored it. Only the code that reads stored JSON has it. */
export type StoredJobFields = Omit<Job, "pricing" | "visits"> & { pricing: StoredPricing; visits: StoredVisit[] };

/** An earlier version named the equipment of a visit in the visit itself. */
interface StoredVisit extends Visit {
  hold?: { resource: string; until: Day };
}

/** Reads a job that any version stored. A job of the present shape is returned as it is. */
export const readStoredJob = (stored: StoredJobFields): Job => {
  const pricing = readStoredPricing(stored.pricing);
  const visits = stored.visits.some(({ hold }) => hold !== undefined) ? readStoredVisits(stored.visits) : null;
  if (visits === null && pricing === stored.pricing) return stored as Job;
  return { ...stored, pricing, ...visits };
};

/** Reads the fields of a history entry, which any version may have stored. */
export const readStoredFields = (
  stored: Omit<JobFields, "pricing" | "visits"> & {
    pricing?: StoredPricing | NonNullable<JobFields["pricing"]>;
    visits?: StoredVisit[];
  },
): JobFields => {
  const { pricing, visits, ...others } = stored;
  return {
    ...others,
    ...(visits === undefined
      ? {}
      : visits.some(({ hold }) => hold !== undefined)
        ? readStoredVisits(visits)
        : { visits }),
    ...(pricing === undefined
      ? {}
      : { pricing: "amendments" in pricing ? readStoredPricing(pricing as StoredPricing) : pricing }),
  };
};

/** Each visit with equipment brings one rental period, which the next visit ends. */
const readStoredVisits = (stored: StoredVisit[]): { visits: Visit[]; equipment: RentalPeriod[] } => {
  const periods = stored.flatMap(({ id, day, hold }, index) => {
    if (hold === undefined || day === null) return [];
    const next = stored[index + 1]?.id ?? id;
    return [{ type: hold.resource, from: day, until: hold.until, delivered_by: id, removed_by: next }];
  });
  return {
    visits: stored.map(({ hold: _read, ...visit }) => visit),
    equipment: periods.map((period, index) => ({
      id: `e${index + 1}`,
      unit: null,
      ready_on: null,
      asked_for: null,
      allowed_days: daysBetween(period.from, period.until),
      net_tons: null,
      ticket: null,
      ...period,
    })),
  };
};
