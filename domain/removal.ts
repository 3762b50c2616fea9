import type { Instant } from "./clock.ts";
import type { Change } from "./history.ts";
import type { Job } from "./job.ts";

/**
 * Prepares a job of any status for permanent removal. It cancels the job, which releases its capacity and takes it off
 * the board, and revokes its link, which turns its published view into a tombstone.
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
