import type { Day } from "./day.ts";
import { invalid } from "./domain-error.ts";
import type { Job, Visit } from "./job.ts";
import { newRental } from "./rental/new-rental.ts";
import { visitsFor } from "./new-job.ts";
import type { Service, Settings } from "./settings.ts";

/**
 * Gives a job another service. To or from a rental, the visits and the rental periods are made again, from the day,
 * window and crew of the first visit. The price stays. Throws `invalid` if a crew has begun, because then equipment may
 * be at the customer's.
 */
export const changeService = (job: Job, service: Service, settings: Settings, today: Day): Job => {
  const named = { ...job, service: { id: service.id, name: service.name } };
  if (service.id === job.service.id || (job.rental === undefined && service.rental === null)) return named;
  assertNotBegun(job);
  const { rental: before, equipment: _, ...rest } = named;
  const [first] = job.visits;
  const start = startOf(first);
  const made =
    service.rental === null
      ? { visits: visitsFor(service, start) }
      : newRental(service.rental, daysKept(before, service.rental), start, { settings, today });
  const [one, ...others] = made.visits;
  const noted =
    one === undefined || first?.note === undefined ? made.visits : [{ ...one, note: first.note }, ...others];
  return { ...rest, ...made, visits: noted };
};

const startOf = (first: Visit | undefined): Pick<Visit, "day" | "window" | "crew" | "requested"> => ({
  day: first?.day ?? null,
  window: first?.window ?? null,
  crew: first?.crew ?? null,
  ...(first?.requested === undefined ? {} : { requested: first.requested }),
});

/** The days that the customer booked, unless the other service rents for fewer. */
const daysKept = (before: Job["rental"], { max_days: most }: { max_days: number }): number | undefined =>
  before === undefined ? undefined : Math.min(before.days, most);

const assertNotBegun = ({ visits }: Job): void => {
  if (visits.every(({ state }) => state === "scheduled")) return;
  throw invalid({
    field: "/service",
    code: "work_begun",
    message: "A crew has begun this job, so it can't become another kind of service. Make a new job instead.",
  });
};
