import { addDays, weekdayOf, type Day } from "../day.ts";
import type { Visit } from "../job.ts";
import { windowsFor, type Settings } from "../settings.ts";
import { planEquipment } from "./plan-equipment.ts";
import { plannedEnd, type RentalPeriod } from "./rental-period.ts";
import { rentalFor, type Rental, type RentalRules } from "./rental-rules.ts";

export interface NewRental {
  rental: Rental;
  visits: Visit[];
  /** Empty if the drop-off is not scheduled. */
  equipment: RentalPeriod[];
}

/**
 * Returns the frozen rules, the visits and the first period of a new rental. The first visit gets the day that was
 * chosen. If pickups are scheduled, the pickup gets the first open day on or after the planned end, at any time.
 */
export const newRental = (
  rules: RentalRules,
  days: number | undefined,
  first: Pick<Visit, "day" | "window" | "crew" | "requested">,
  { settings, today }: { settings: Settings; today: Day },
): NewRental => {
  const rental = rentalFor(rules, days);
  const pickupDay = first.day === null ? null : plannedPickup(rules, rental, first.day, settings);
  const visits: Visit[] = [
    { id: "v1", kind: "drop_off", ...first, state: "scheduled" },
    { id: "v2", kind: "pickup", day: pickupDay, window: null, crew: null, state: "scheduled" },
  ];
  const planned = [
    { id: "v1", kind: "drop_off" as const, day: first.day, done_on: null },
    { id: "v2", kind: "pickup" as const, day: pickupDay, done_on: null },
  ];
  return { rental, visits, equipment: planEquipment({ rental, visits: planned, equipment: [] }, today) };
};

/** Returns the day of the pickup of a rental that begins on a day. Null if the customer says when. */
export const plannedPickup = (
  { pickup }: Pick<RentalRules, "pickup">,
  rental: Rental,
  from: Day,
  settings: Settings,
): Day | null => (pickup === "scheduled" ? dayOfPickup(rental, from, settings) : null);

const dayOfPickup = ({ days, count_delivery_day: counts }: Rental, from: Day, settings: Settings): Day => {
  const end = plannedEnd({ from, allowed_days: days }, counts);
  const later = Array.from({ length: mostClosedDays }, (_, index) => addDays(end, index));
  return later.find((day) => windowsFor(settings, day, weekdayOf(day)).length > 0) ?? end;
};

/** A business that is closed for longer has no pickup to plan. */
const mostClosedDays = 31;
