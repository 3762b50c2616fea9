import { isOpen, type Job } from "../domain/job.ts";
import type { Equipment } from "../domain/rental/equipment.ts";
import { outPeriods } from "./equipment.ts";

/**
 * Returns the units that a job can still get: those in service that are at no customer's. Null if the job brings no more
 * units. `out` are the jobs with equipment at a customer's.
 */
export const unitChoices = (job: Job, equipment: Equipment, out: readonly Job[]): string[] | null => {
  const { rental } = job;
  if (rental === undefined || !awaitsDelivery(job)) return null;
  const taken = new Set(out.flatMap((one) => outPeriods(one).map(({ unit }) => unit)));
  const type = equipment.types.find(({ id }) => id === rental.equipment_type);
  return (type?.units ?? []).filter(({ id, state }) => state === "in_service" && !taken.has(id)).map(({ id }) => id);
};

/** True while a visit of a rental will bring a unit. */
export const awaitsDelivery = (job: Pick<Job, "status" | "rental" | "visits">): boolean =>
  job.rental !== undefined &&
  isOpen(job) &&
  job.visits.some(
    ({ kind, state, same_unit: isSame }) =>
      (kind === "drop_off" || kind === "swap") && state !== "done" && isSame !== true,
  );
