import { epochOf, type Instant } from "../domain/clock.ts";
import { addDays, dayIn, instantIn, type Time } from "../domain/day.ts";

/** The hours of the night in which no text goes out that can wait, on the business's clock. Equal times mean none. */
export interface QuietHours {
  from: Time;
  to: Time;
}

/** Florida's 8 to 8, which is stricter than the federal 8 to 9. */
export const usualQuietHours: QuietHours = { from: "20:00", to: "08:00" };

/**
 * Returns when a text may go out that would go out now: now, or the end of the quiet hours. The clock of the business
 * decides, because the visits are there; on the days when clocks change, the wall clock counts.
 */
export const endOfQuiet = (nowMs: number, zone: string, { from, to }: QuietHours): Instant | null => {
  if (from === to) return null;
  const today = dayIn(zone, nowMs);
  // A night that began yesterday may still last; one that begins today may have begun.
  for (const day of [addDays(today, -1), today]) {
    const begins = epochOf(instantIn(zone, day, from));
    const end = instantIn(zone, from < to ? day : addDays(day, 1), to);
    if (nowMs >= begins && nowMs < epochOf(end)) return end;
  }
  return null;
};
