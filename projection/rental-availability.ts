import type { DayCapacity } from "../domain/capacity.ts";
import type { Day } from "../domain/day.ts";
import { alternativesFrom, freeOver, type FreeOn, type HeldFrom, type Opening } from "../domain/rental/free-units.ts";
import { newRental } from "../domain/rental/new-rental.ts";
import { holdsOf } from "../domain/rental/rental-period.ts";
import type { RentalRules } from "../domain/rental/rental-rules.ts";
import type { Settings } from "../domain/settings.ts";
import { availabilityOf, bookableDays } from "./availability.ts";

/** A rental that a customer asks for: the rules of its service and the days that they want. */
export interface WantedRental {
  rules: RentalRules;
  days: number | undefined;
}

/** A scheduled pickup is on the first open day, which may be this many days after the planned end. */
export const daysToPickup = 31;

interface Now {
  settings: Settings;
  nowMs: number;
}

/**
 * Returns the openings of each day from `from` to `to` for a rental. `left` is what would be accepted: the places in the
 * window, or the units that are free over the whole rental if they are fewer. `days` reach past `to`, as holds do.
 */
export const rentalAvailability = (
  days: DayCapacity[],
  { from, to }: { from: Day; to: Day },
  wanted: WantedRental,
  now: Now,
): ReturnType<typeof availabilityOf> => {
  const [heldFrom, freeOn] = [heldFromOf(wanted, now), freeOnOf(days, wanted)];
  const asked = days.filter(({ day }) => day >= from && day <= to);
  return availabilityOf(asked, now.settings, now.nowMs).map(({ day, windows }) => {
    const free = windows.length === 0 ? 0 : freeOver(heldFrom(day), freeOn);
    return { day, windows: windows.map((window) => ({ ...window, left: Math.min(window.left, free) })) };
  });
};

/** Returns the first windows from a day on in which the whole rental fits, at most four within two weeks. */
export const rentalAlternatives = (days: DayCapacity[], from: Day, wanted: WantedRental, now: Now): Opening[] => {
  const openings = availabilityOf(days, now.settings, now.nowMs).flatMap(({ day, windows }) =>
    windows.map((window) => ({ day, ...window })),
  );
  return alternativesFrom(from, openings, heldFromOf(wanted, now), freeOnOf(days, wanted));
};

/** The days that a booking of this rental would hold, as the booking itself computes them. */
const heldFromOf =
  ({ rules, days }: WantedRental, { settings, nowMs }: Now): HeldFrom =>
  (day) => {
    const today = bookableDays(settings, nowMs).first;
    const { equipment } = newRental(rules, days, { day, window: null, crew: null }, { settings, today });
    return holdsOf(equipment, { status: "booked" }).map((hold) => hold.day);
  };

/** A day that cannot be read has nothing free. */
const freeOnOf = (days: readonly DayCapacity[], { rules }: WantedRental): FreeOn => {
  const free = new Map(
    days.map(({ day, resources }) => {
      const type = resources.find(({ id }) => id === rules.equipment_type);
      return [day, type === undefined ? 0 : type.stock - type.out];
    }),
  );
  return (day) => free.get(day) ?? 0;
};
