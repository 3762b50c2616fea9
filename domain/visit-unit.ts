import { invalid } from "./domain-error.ts";
import type { Job } from "./job.ts";
import type { Equipment } from "./rental/equipment.ts";

/** Records the unit that a visit delivers; null if it is not known. Undefined keeps what is recorded. */
export const withUnit = (job: Job, visit: string, unit: string | null | undefined): Job => {
  if (unit === undefined) return job;
  const period = job.equipment?.find(({ delivered_by: by }) => by === visit);
  if (period === undefined || job.equipment === undefined) {
    throw invalid({ field: "/unit", code: "not_delivered", message: "This visit delivers no unit on a known day." });
  }
  return {
    ...job,
    equipment: job.equipment.map((one) => (one === period ? { ...one, unit } : one)),
  };
};

/** Throws `invalid` for a unit that the business does not have, or that is of another type than the job rents. */
export const assertUnit = (equipment: Equipment, { rental }: Job, unit: string | null | undefined): void => {
  if (unit === undefined || unit === null) return;
  const type = equipment.types.find(({ id }) => id === rental?.equipment_type);
  if (type?.units.some(({ id }) => id === unit) === true) return;
  throw invalid({ field: "/unit", code: "unknown_unit", message: "The business has no such unit for this job." });
};
