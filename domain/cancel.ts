import { assertCan } from "./can.ts";
import type { Change } from "./history.ts";
import type { Job } from "./job.ts";
import type { Moment } from "./moment.ts";
import { beforeCutoff } from "./move.ts";
import { withdrawRequest } from "./quote/end-request.ts";
import type { Settings } from "./settings.ts";
import { setStatus } from "./status.ts";

/** Cancels a booking for its customer, or withdraws their request for a quote. Asking again changes nothing. */
export const cancelByCustomer = (
  job: Job,
  settings: Settings,
  reason: string | undefined,
  now: Moment,
): Change | "unchanged" => {
  if (job.status === "cancelled") return "unchanged";
  const why = reason ?? "Cancelled by the customer";
  if (job.status === "requested") return withdrawRequest(job, why, now.at);
  assertCan(job, "customer", "cancel", "cancelled");
  beforeCutoff(job, settings, now.at);
  return setStatus(job, "cancelled", { reason: why }, now);
};
