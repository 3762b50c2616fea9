import { addDays, type Day } from "../domain/day.ts";
import { DomainError } from "../domain/domain-error.ts";
import type { Job } from "../domain/job.ts";
import { holdsOf, unitResource } from "../domain/rental/rental-period.ts";
import type { Services } from "./services.ts";

/** Adds the job that has the unit to a `unit_in_use` error. Only the office may see it. Other errors pass unchanged. */
export const namingHolder = async <T>(jobs: Services["jobs"], attempt: () => Promise<T>): Promise<T> => {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "unit_in_use") throw error;
    const { unit, day } = error.facts as { unit: string; day: Day };
    const holder = await holderOf(jobs, unit, day);
    throw holder === undefined
      ? error
      : new DomainError("unit_in_use", error.message, { facts: { ...error.facts, job: holder.id } });
  }
};

/** A rental is at most 62 days long, so a job that holds a day has a visit in the 62 days before it, or is out. */
const mostDays = 62;

const holderOf = async (jobs: Services["jobs"], unit: string, day: Day): Promise<Job | undefined> => {
  const [waiting, visiting] = await Promise.all([
    jobs.waiting(),
    jobs.between(addDays(day, -mostDays), day, undefined, () => undefined),
  ]);
  return [...waiting, ...visiting].find((job) =>
    holdsOf(job.equipment ?? [], job).some((hold) => hold.resource === unitResource(unit) && hold.day === day),
  );
};
