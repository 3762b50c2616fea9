import { addDays, daysBetween, type Day } from "../day.ts";
import { planOf, type RentalVisit } from "./plan-equipment.ts";
import { plannedEnd, stayDays, type RentalPeriod } from "./rental-period.ts";

/** From this overdue night on, the sweep holds a week at a time, because the unit will not be back tomorrow. */
const longOverdueNights = 15;

/** Where a unit is, as pages and messages say it. */
export interface RentalState {
  /** `due`: the last paid day is today. `overdue`: it has passed. */
  state: "planned" | "out" | "due" | "overdue" | "returned";
  /** The last day that the customer paid for. */
  last_day: Day;
  /** How many days the unit has been at the customer's; 0 before the delivery. */
  days: number;
  /** How many days it is past `last_day`. */
  overdue_days: number;
}

/** Returns the state of a period today. The page computes it itself, because a published view does not change at midnight. */
export const rentalState = (
  period: RentalPeriod,
  visits: readonly RentalVisit[],
  { count_delivery_day: counts }: { count_delivery_day: boolean },
  today: Day,
): RentalState => {
  const last = plannedEnd(period, counts);
  const { delivered, removed } = reportsOf(period, visits);
  if (delivered === null) return { state: "planned", last_day: last, days: 0, overdue_days: 0 };
  const end = removed ?? today;
  const overdue = Math.max(0, daysBetween(last, end));
  const state = removed !== null ? "returned" : overdue > 0 ? "overdue" : last === today ? "due" : "out";
  return { state, last_day: last, days: Math.max(0, stayDays(delivered, end, counts)), overdue_days: overdue };
};

/**
 * Returns the periods with one more day for each unit that should be back and is still out, because it will not be ready
 * tomorrow morning. Returns the same array if every unit is back in time. Sweeping twice on one day changes nothing.
 */
export const sweepOverdue = (
  periods: readonly RentalPeriod[],
  visits: readonly RentalVisit[],
  { count_delivery_day: counts }: { count_delivery_day: boolean },
  today: Day,
): readonly RentalPeriod[] => {
  const swept = periods.map((period) => {
    const { delivered, removed, removal } = reportsOf(period, visits);
    const plan = planOf(period, removal, counts);
    if (delivered === null || removed !== null || plan >= today || period.until > today) return period;
    const nights = daysBetween(plan, today);
    return { ...period, until: addDays(today, nights >= longOverdueNights ? 7 : 1) };
  });
  return swept.every((period, index) => period === periods[index]) ? periods : swept;
};

const reportsOf = (period: RentalPeriod, visits: readonly RentalVisit[]) => {
  const delivery = visits.find(({ id }) => id === period.delivered_by);
  const removal = visits.find(({ id }) => id === period.removed_by);
  return { delivered: delivery?.done_on ?? null, removed: removal?.done_on ?? null, removal };
};
