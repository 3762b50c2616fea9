import { cancelByCustomer } from "../../../domain/cancel.ts";
import { momentIn } from "../../../domain/moment.ts";
import { idempotencyHeader, optionalBody } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { cancelInput } from "../../schema/tracking.ts";
import { changeTrackedJob, trackedJobResponses } from "../../tracked-job.ts";

export const cancelBooking = defineRoute(
  "cancelBooking",
  "tracking",
  {
    summary: "Cancel a booking before the cut-off, or withdraw a request",
    request: { headers: idempotencyHeader, body: optionalBody(cancelInput) },
    responses: trackedJobResponses("cutoff_passed"),
  },
  (services) => async (c) => {
    const body = c.req.valid("json");
    const job = await changeTrackedJob(
      services,
      c,
      { name: "cancelBooking", body },
      (settings) => (now, at) =>
        cancelByCustomer(now, settings, body.reason, momentIn(settings.business.time_zone, at)),
    );
    return c.json(job, 200);
  },
);
