import { assertCan } from "./can.ts";
import type { Day, Window } from "./day.ts";
import type { Change } from "./history.ts";
import type { Job } from "./job.ts";
import type { Moment } from "./moment.ts";
import { assertWithinPaidDays } from "./ready.ts";
import { addVisit, type SwapCharge } from "./visit-list.ts";

/** The swap that a customer asks for. Without a day, it holds nothing until the office schedules it. */
export interface Swap {
  day: Day | null;
  window: Window | null;
  note?: string | undefined;
}

/** Adds a swap before the pickup, and its price. A new rental period begins on its day. */
export const swapByCustomer = (job: Job, { day, window, note }: Swap, charge: SwapCharge, now: Moment): Change => {
  assertCan(job, "customer", "swap");
  if (day !== null) assertWithinPaidDays(job, day, now.today);
  const visit = { kind: "swap" as const, day: day ?? undefined, window: window ?? undefined, note };
  return { ...addVisit(job, visit, now, charge), ...(note === undefined ? {} : { reason: note }) };
};
