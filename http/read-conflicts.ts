import { addDays, type Day } from "../domain/day.ts";
import type { Job } from "../domain/job.ts";
import type { Conflict } from "../domain/rental/conflicts.ts";
import type { Equipment } from "../domain/rental/equipment.ts";
import { equipmentConflicts, overheldDays } from "../projection/equipment.ts";
import type { Services } from "./services.ts";

/** A rental is at most 62 days long, so a job that holds a day has a visit in the 62 days before it, or is out. */
const mostDays = 62;

/**
 * Returns the conflicts of today and the next 62 days. Jobs are read only for the days on which more is held than there
 * is: those that wait, which includes every job with equipment at a customer's, and those with visits before such a day.
 */
export const readConflicts = async (
  { jobs }: Pick<Services, "jobs">,
  { equipment, waiting, today }: { equipment: Equipment; waiting: readonly Job[]; today: Day },
): Promise<Conflict[]> => {
  const days = overheldDays(equipment, await jobs.capacity(today, addDays(today, mostDays)));
  const [first, last] = [days[0], days.at(-1)];
  const visiting =
    first === undefined || last === undefined
      ? []
      : await jobs.between(addDays(first, -mostDays), last, undefined, () => undefined);
  const known = new Map([...visiting, ...waiting].map((job) => [job.id, job]));
  return equipmentConflicts(equipment, [...known.values()], days);
};
