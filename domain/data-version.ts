import type { Job } from "./job.ts";

/** The newest form of stored jobs that this code reads. 2: rentals and quote requests. */
export const dataVersion = 2;

/** Returns the form that a release must read to work with this job. */
export const versionNeededBy = ({ rental, quote, request }: Pick<Job, "rental" | "quote" | "request">): number =>
  rental === undefined && quote === undefined && request === undefined ? 1 : 2;
