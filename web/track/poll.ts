import type { TrackedJob } from "../../http/client.ts";

const often = 5_000;
const seldom = 60_000;

/** After this long without anything new, a page that was left open is one that nobody is watching. */
const watched = 600_000;

/**
 * How long to wait before the next look, in milliseconds; null while nobody looks. Often on the day of service, while
 * the crew is expected or at work, and for ten minutes after the page was opened or something changed; seldom else.
 */
export const pollAfter = (
  job: Pick<TrackedJob, "status" | "day"> | null,
  today: string,
  visible: boolean,
  quietMs: number,
): number | null => {
  if (!visible) return null;
  if (job === null || quietMs < watched) return often;
  const active = job.status === "ready_for_pickup" || job.status === "in_progress";
  const open = active || job.status === "booked";
  return active || (open && job.day === today) ? often : seldom;
};
