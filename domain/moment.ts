import { epochOf, type Instant } from "./clock.ts";
import { dayIn, type Day } from "./day.ts";

/** When a change is made, and which local day of the business that is. Rules that plan days need both. */
export interface Moment {
  at: Instant;
  today: Day;
  /** The time zone of the business. */
  zone: string;
}

export const momentIn = (zone: string, at: Instant): Moment => ({ at, today: dayIn(zone, epochOf(at)), zone });
