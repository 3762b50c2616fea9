import type { Day } from "../day.ts";
import type { Change } from "../history.ts";
import { isOpen, type Job } from "../job.ts";
import { sweepOverdue } from "./overdue.ts";
import { rentalVisits } from "./settle-rental.ts";

/** Holds equipment that should be back and is still out through tomorrow. "unchanged" if the job has none. */
export const holdOverdue = (job: Job, today: Day): Change | "unchanged" => {
  const { rental, equipment = [] } = job;
  if (rental === undefined || job.sample === true || !isOpen(job)) return "unchanged";
  const swept = sweepOverdue(equipment, rentalVisits(job), rental, today);
  return swept === equipment ? "unchanged" : { next: { ...job, equipment: [...swept] }, what: "overdue" };
};
