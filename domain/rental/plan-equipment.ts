import { addDays, type Day } from "../day.ts";
import { invalid } from "../domain-error.ts";
import { plannedEnd, type RentalPeriod } from "./rental-period.ts";
import type { Rental } from "./rental-rules.ts";

/** What a rental period needs to know of a visit. */
export interface RentalVisit {
  id: string;
  kind: "drop_off" | "swap" | "pickup";
  /** The planned day; null if the visit is not scheduled. */
  day: Day | null;
  /** The day of the report that the visit is done. */
  done_on: Day | null;
  /** True for a swap that brings the same unit back. */
  same_unit?: boolean;
}

export interface RentalPlan {
  rental: Rental;
  visits: readonly RentalVisit[];
  /** The periods before the change. */
  equipment: readonly RentalPeriod[];
}

const mostPeriods = 12;

/**
 * Rebuilds the rental periods from the visits. Every rule that changes visits calls it, so the visits alone decide where
 * a unit is. A period keeps its unit, its weight and its paid days. `today` tells whether a plan has passed: then the
 * last day that the overdue sweep wrote stands.
 */
export const planEquipment = ({ rental, visits, equipment }: RentalPlan, today: Day): RentalPeriod[] => {
  const periods = visits.flatMap((delivery, index): RentalPeriod[] => {
    const removal = visits[index + 1];
    const from = delivery.done_on ?? delivery.day;
    if (delivery.kind === "pickup" || removal === undefined || from === null) return [];
    const before = equipment.find((period) => period.delivered_by === delivery.id);
    const allowed = before?.allowed_days ?? (delivery.kind === "drop_off" ? rental.days : rental.included_days);
    const kept = before ?? fresh(rental.equipment_type);
    const swept = before?.until ?? null;
    const stay = { ...kept, from, allowed_days: allowed, delivered_by: delivery.id, removed_by: removal.id };
    return [{ ...stay, id: "", until: lastDay(stay, swept, { delivery, removal }, rental, today) }];
  });
  if (periods.length > mostPeriods) {
    throw invalid({ field: "/kind", code: "too_many", message: `A job has at most ${mostPeriods} rental periods.` });
  }
  return periods.map((period, index) => ({ ...period, id: `e${index + 1}` }));
};

const fresh = (type: string) => ({
  type,
  unit: null,
  ready_on: null,
  asked_for: null,
  net_tons: null,
  ticket: null,
});

const lastDay = (
  stay: Stay,
  swept: Day | null,
  { delivery, removal }: { delivery: RentalVisit; removal: RentalVisit },
  { count_delivery_day: counts }: Rental,
  today: Day,
): Day => {
  // A unit that came back can go out again on the day of its return.
  if (removal.done_on !== null) return addDays(removal.done_on, -1);
  const plan = planOf(stay, removal, counts);
  const isOverdue = delivery.done_on !== null && plan < today;
  return isOverdue && swept !== null && swept > plan ? swept : plan;
};

type Stay = Pick<RentalPeriod, "from" | "allowed_days">;

/** Returns the last day that a period should hold: the day of its removal, else the last paid day. */
export const planOf = (
  stay: Stay,
  removal: Pick<RentalVisit, "day" | "same_unit"> | undefined,
  countsDelivery: boolean,
): Day => {
  const day = removal?.day ?? null;
  if (day === null) return plannedEnd(stay, countsDelivery);
  // The unit that comes back on the same day is counted in its next period.
  return removal?.same_unit === true ? addDays(day, -1) : day;
};
