import { epochOf } from "../clock.ts";
import { addDays, instantIn, type Day } from "../day.ts";

/** Returns the first millisecond after the last day of a quote, in the time zone of the business. */
export const quoteEndsAt = ({ valid_until: last }: { valid_until: Day }, timeZone: string): number =>
  epochOf(instantIn(timeZone, addDays(last, 1), "00:00"));

/** Returns the last day of a quote that is sent today. */
export const validUntil = (today: Day, { valid_days: days }: { valid_days: number }): Day => addDays(today, days);
