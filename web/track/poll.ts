import type { TrackedJob } from "../../http/client.ts";

const short = 5_000;
const long = 60_000;

/** After this many milliseconds without news, we assume that no one is watching the page. */
const watchedFor = 600_000;

/**
 * Milliseconds until the next read, or null while the page is hidden. Short on the day of service, while the crew is
 * expected or at work, and for ten minutes after the page was opened or the job changed. Long otherwise.
 */
export const pollAfter = (
  job: Pick<TrackedJob, "status" | "day"> | null,
  today: string,
  visible: boolean,
  quietMs: number,
): number | null => {
  if (!visible) return null;
  if (job === null || quietMs < watchedFor) return short;
  const active = job.status === "ready_for_pickup" || job.status === "in_progress";
  const open = active || job.status === "booked";
  return active || (open && job.day === today) ? short : long;
};
