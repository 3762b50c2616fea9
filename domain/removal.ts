import type { Instant } from "./clock.ts";
import type { Change } from "./history.ts";
import type { Job } from "./job.ts";

/**
 * What a job becomes before it is taken away for good, whatever its status was: cancelled, so that it takes no place
 * and is on no board, and with its link revoked, so that what was published of it becomes a tombstone.
 */
export const endForGood = (job: Job, at: Instant): Change | "unchanged" =>
  isEndedForGood(job)
    ? "unchanged"
    : {
        next: { ...job, status: "cancelled", link: "revoked", ended_at: job.ended_at ?? at },
        what: "cancelled",
        reason: "Removed",
      };

export const isEndedForGood = ({ status, link }: Pick<Job, "status" | "link">): boolean =>
  status === "cancelled" && link === "revoked";
