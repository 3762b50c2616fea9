import type { Job } from "../../../http/api-client.ts";

export type Visit = Job["visits"][number];

/** The first visit that is not done. A change of day, window or crew applies to it. */
export const nextVisit = ({ visits }: Pick<Job, "visits">): Visit | undefined =>
  visits.find(({ state }) => state !== "done");

/** The visit that a list shows: the next one, else the last. */
export const shownVisit = (job: Pick<Job, "visits">): Visit => {
  const visit = nextVisit(job) ?? job.visits.at(-1);
  if (visit === undefined) throw new RangeError("A job has at least one visit");
  return visit;
};
