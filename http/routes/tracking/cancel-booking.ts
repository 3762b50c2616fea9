import { beforeCutoff } from "../../../domain/move.ts";
import { withdrawRequest } from "../../../domain/quote/end-request.ts";
import { setStatus } from "../../../domain/status.ts";
import { momentIn } from "../../../domain/moment.ts";
import { idempotencyHeader, optionalBody } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { cancelInput } from "../../schema/tracking.ts";
import { changeTrackedJob, trackedJobResponses } from "../../tracked-job.ts";

export const cancelBooking = defineRoute(
  "cancelBooking",
  "tracking",
  {
    summary: "Cancel a booking before the cut-off",
    request: { headers: idempotencyHeader, body: optionalBody(cancelInput) },
    responses: trackedJobResponses("cutoff_passed"),
  },
  (services) => async (c) => {
    const body = c.req.valid("json");
    const job = await changeTrackedJob(services, c, { name: "cancelBooking", body }, (settings) => (now, at) => {
      const reason = body.reason ?? "Cancelled by the customer";
      if (now.status === "requested") return withdrawRequest(now, reason, at);
      if (now.status !== "cancelled") beforeCutoff(now, settings, at);
      return setStatus(now, "cancelled", { reason }, momentIn(settings.business.time_zone, at));
    });
    return c.json(job, 200);
  },
);
