import type { Job } from "../job.ts";

/**
 * Returns whether a job causes no message. The people of a sample job are made up, and their numbers may belong to real
 * people. The other system wrote to the customer of an imported job, until the job changes here.
 */
export const isSilent = ({ sample, source, rev }: Pick<Job, "sample" | "source" | "rev">): boolean =>
  sample === true || (source === "import" && rev === 1);
