import { invalid } from "./domain-error.ts";
import type { Job } from "./job.ts";

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
