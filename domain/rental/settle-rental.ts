import type { Day } from "../day.ts";
import { invalid } from "../domain-error.ts";
import type { Job, Visit } from "../job.ts";
import { propose } from "./overage-review.ts";
import { daysOverage } from "./overage.ts";
import { planEquipment, type RentalVisit } from "./plan-equipment.ts";
import type { RentalPeriod } from "./rental-period.ts";

/**
 * Returns the job with its rental periods planned from its visits again, and with extra days proposed for each unit that
 * came back. Every rule that changes visits ends with it. A job that rents nothing out stays as it is.
 */
export const settleRental = (job: Job, today: Day): Job => {
  if (job.rental === undefined || job.status === "cancelled") return job;
  const plan = { rental: job.rental, visits: rentalVisits(job), equipment: job.equipment ?? [] };
  const equipment = withReturnedUnits(planEquipment(plan, today), job.visits);
  return proposeDays({ ...job, equipment });
};

/** The visits as the rental rules read them. */
export const rentalVisits = ({ visits }: Pick<Job, "visits">): RentalVisit[] =>
  visits.flatMap(({ id, kind, day, done_on: doneOn, same_unit: sameUnit }) =>
    kind === "service"
      ? []
      : [{ id, kind, day, done_on: doneOn ?? null, ...(sameUnit === undefined ? {} : { same_unit: true }) }],
  );

/** The period whose unit is at the customer's: it was delivered and not removed. */
export const periodOut = ({ visits, equipment = [] }: Visited): RentalPeriod | undefined => {
  const isDone = (id: string) => visits.some((visit) => visit.id === id && visit.state === "done");
  return equipment.find((period) => isDone(period.delivered_by) && !isDone(period.removed_by));
};

interface Visited extends Pick<Job, "equipment"> {
  visits: readonly Pick<Visit, "id" | "state">[];
}

/** Throws if a visit of a rental would be before the one that it follows. */
export const assertInOrder = ({ rental, visits }: Job): void => {
  if (rental === undefined) return;
  const days = visits.flatMap(({ done_on: doneOn, day }) => doneOn ?? day ?? []);
  if (days.every((day, index) => day >= (days[index - 1] ?? day))) return;
  throw invalid({
    field: "/day",
    code: "out_of_order",
    message: "Choose a day that keeps the drop-off first and the pickup last.",
  });
};

/** A unit that is emptied and brought back is the same unit in the next period. */
const withReturnedUnits = (periods: RentalPeriod[], visits: readonly Visit[]): RentalPeriod[] => {
  const isSame = (id: string) => visits.some((visit) => visit.id === id && visit.same_unit === true);
  let before: string | null = null;
  return periods.map((period) => {
    const unit: string | null = isSame(period.delivered_by) ? (before ?? period.unit) : period.unit;
    before = unit;
    return { ...period, unit };
  });
};

const proposeDays = (job: Job): Job => {
  const { rental, equipment = [], visits } = job;
  if (rental === undefined) return job;
  const doneOn = (id: string) => visits.find((visit) => visit.id === id)?.done_on;
  return equipment.reduce((reviewed, period) => {
    const [delivered, removed] = [doneOn(period.delivered_by), doneOn(period.removed_by)];
    if (delivered === undefined || removed === undefined) return reviewed;
    return withProposal(reviewed, { kind: "days", of: period.id }, daysOverage(period, delivered, removed, rental));
  }, job);
};

/** Puts a proposal into the job's review. A job without any has no review. */
export const withProposal = (
  job: Job,
  about: Parameters<typeof propose>[1],
  proposal: Parameters<typeof propose>[2],
): Job => {
  const overage = propose(job.overage ?? null, about, proposal);
  const { overage: _before, ...rest } = job;
  return overage === null ? rest : { ...rest, overage };
};
