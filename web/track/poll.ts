import type { TrackedJob } from "../../http/client.ts";

const often = 5_000;
const seldom = 60_000;

/**
 * How long to wait before the next look, in milliseconds; null while nobody looks. Often on the day of service and
 * while the crew is expected or at work, seldom else; often, too, until the first answer has come.
 */
export const pollAfter = (
  job: Pick<TrackedJob, "status" | "day"> | null,
  today: string,
  visible: boolean,
): number | null => {
  if (!visible) return null;
  if (job === null) return often;
  const active = job.status === "ready_for_pickup" || job.status === "in_progress";
  const open = active || job.status === "booked";
  return active || (open && job.day === today) ? often : seldom;
};
