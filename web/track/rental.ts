import type { TrackedJob } from "../../http/client.ts";

type Rental = NonNullable<TrackedJob["rental"]>;

/** Where a rental stands today. The page computes it, because the published view does not change at midnight. */
export interface RentalDays {
  /** The day of the stay; 0 on the day of the delivery, unless it counts. */
  day: number;
  /** The days that the customer paid for. */
  paid: number;
  /** How many days the unit is past its last paid day. */
  over: number;
}

/** Returns the days of a rental that is on site; null before the delivery. */
export const rentalDays = (
  { delivered_on: from, last_day: last, ...rental }: Rental,
  today: string,
): RentalDays | null => {
  if (from === null || last === null) return null;
  const first = rental.count_delivery_day ? 1 : 0;
  return {
    day: Math.max(0, daysBetween(from, today)) + first,
    paid: daysBetween(from, last) + first,
    over: Math.max(0, daysBetween(last, today)),
  };
};

/** True while the unit is at the customer's and no crew works on it. */
export const isOnSite = ({ rental, next }: TrackedJob): boolean =>
  typeof rental?.delivered_on === "string" && (next === "fill_and_tell" || next === "collect_soon");

export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
