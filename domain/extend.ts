import { assertCan } from "./can.ts";
import type { Day } from "./day.ts";
import { invalid } from "./domain-error.ts";
import { withVisit, type Change } from "./history.ts";
import type { Job, Visit } from "./job.ts";
import { addLines, type Charge } from "./price/amend.ts";
import { extendedDays } from "./rental/extension.ts";
import { extensionLine } from "./rental/rental-price.ts";
import { settleRental } from "./rental/settle-rental.ts";

export interface Extension {
  /** Why, for the history. */
  reason?: string | undefined;
  /** The last day on site. */
  until: Day;
  /** Null for days that the office gives away. Without a reason, the amendment names the days. */
  charge: (Omit<Charge, "reason"> & { reason?: string | undefined }) | null;
}

/**
 * Keeps the rental through `until`. The last period gets more paid days, counted from its delivery, so overdue days are
 * in them. A pickup before that day loses its day, and the job is booked again.
 */
export const extendRental = (
  job: Job,
  who: "customer" | "office",
  { until, charge, reason }: Extension,
  today: Day,
): Change => {
  assertCan(job, who, "extend");
  const { rental, equipment = [], pricing } = job;
  const period = equipment.at(-1);
  if (rental === undefined || period === undefined) throw new RangeError("Only a rental with a period can be extended");
  if (until < today)
    throw invalid({ field: "/until", code: "past", message: "This day has passed. Choose a later one." });
  const days = extendedDays(period, rental, until);
  const added = days - period.allowed_days;
  const visits = keptUntil(job.visits, period.removed_by, until);
  const paid = { ...period, allowed_days: days, ready_on: null, asked_for: null };
  return {
    next: settleRental(
      {
        ...job,
        status: job.status === "ready_for_pickup" ? "booked" : job.status,
        visits,
        equipment: [...equipment.slice(0, -1), paid],
        pricing:
          charge === null
            ? pricing
            : addLines(pricing, extensionLine(rental, added, pricing), {
                ...charge,
                reason: charge.reason ?? (added === 1 ? "1 extra day" : `${added} extra days`),
              }),
      },
      today,
    ),
    what: "extended",
    ...(reason === undefined ? {} : { reason }),
  };
};

/** A removal before `until`, or one that failed, has to be scheduled again. */
const keptUntil = (visits: Visit[], id: string, until: Day): Visit[] => {
  const removal = visits.find((visit) => visit.id === id);
  const isKept = removal?.state === "scheduled" && removal.day !== null && removal.day >= until;
  return isKept
    ? visits
    : withVisit(visits, id, {
        day: null,
        window: null,
        state: "scheduled",
        position: undefined,
        arrival_estimate: undefined,
        attempt: undefined,
      });
};
