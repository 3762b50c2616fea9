import { addDays, daysBetween, daysFrom } from "../day-count.ts";
import type { Day } from "../day.ts";

/** The stay of one unit at a customer's. A swap ends one period and begins the next. */
export interface RentalPeriod {
  /** Unique in the job: `e1`. */
  id: string;
  /** The type of equipment, and the unit once it is known. */
  type: string;
  unit: string | null;
  /** The first and the last day that the period holds. It holds nothing if `until` is before `from`. */
  from: Day;
  until: Day;
  /** The ids of the visits that bring and take the unit. */
  delivered_by: string;
  removed_by: string;
  /** When the customer said that the unit is ready, and the day that they asked for. */
  ready_on: Day | null;
  asked_for: Day | null;
  /** The days that the customer paid for. */
  allowed_days: number;
  /** Short tons, a decimal with at most three places. */
  net_tons: number | null;
  ticket: string | null;
  /** Where the load went, and what that place charged for it. Left out if no report says so. */
  facility?: string;
  fee_cents?: number;
}

/** Returns the last day that the customer paid for. Overdue nights do not move it. */
export const plannedEnd = (
  { from, allowed_days: days }: Pick<RentalPeriod, "from" | "allowed_days">,
  counts: boolean,
) => addDays(from, counts ? days - 1 : days);

/** Returns how many days a stay has. `countsDelivery` says whether the day of the delivery is day 1. */
export const stayDays = (from: Day, to: Day, countsDelivery: boolean): number =>
  daysBetween(from, to) + (countsDelivery ? 1 : 0);

/** A reservation of one unit on one day, for the type or for the unit itself. */
export interface Hold {
  visit: string;
  day: Day;
  /** `trailer-15`, or `unit/T15-02`. */
  resource: string;
}

/** Returns everything that the periods of a job hold. A job that is cancelled or a sample holds nothing. */
export const holdsOf = (periods: readonly RentalPeriod[], job: { status: string; sample?: true }): Hold[] =>
  job.status === "cancelled" || job.sample === true ? [] : periods.flatMap((period) => holdsOfPeriod(period));

const holdsOfPeriod = ({ from, until, type, unit, delivered_by: visit }: RentalPeriod): Hold[] =>
  daysFrom(from, until).flatMap((day) =>
    [type, ...(unit === null ? [] : [unitResource(unit)])].map((resource) => ({ visit, day, resource })),
  );

export const unitResource = (unit: string): string => `unit/${unit}`;

/** Returns the unit that a resource names; null for a type. */
export const unitOfResource = (resource: string): string | null =>
  resource.startsWith(unitResource("")) ? resource.slice(unitResource("").length) : null;
