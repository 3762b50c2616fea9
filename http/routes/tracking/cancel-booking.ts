import { beforeCutoff } from "../../../domain/move.ts";
import { setStatus } from "../../../domain/status.ts";
import { idempotencyHeader, json, optionalBody, problemResponses } from "../../answer.ts";
import { defineRoute } from "../../route.ts";
import { cancelInput, trackedJob } from "../../schema/tracking.ts";
import { actOnTracked } from "../../tracked.ts";

export const cancelBooking = defineRoute(
  "cancelBooking",
  "tracking",
  {
    summary: "Cancel, before the cut-off",
    request: { headers: idempotencyHeader, body: optionalBody(cancelInput) },
    responses: {
      200: json(trackedJob, "The tracked job as it is now"),
      ...problemResponses(
        "token_required",
        "tracking_not_found",
        "transition_not_allowed",
        "cutoff_passed",
        "store_unavailable",
      ),
    },
  },
  (services) => async (c) => {
    const input = c.req.valid("json");
    const request = { operation: "cancel_booking", body: input, key: c.req.valid("header")["idempotency-key"] };
    return c.json(
      await actOnTracked(services, c, request, (settings) => (job, at) => {
        if (job.status !== "cancelled") beforeCutoff(job, settings, at);
        return setStatus(job, "cancelled", input.reason ?? "Cancelled by the customer", at);
      }),
      200,
    );
  },
);
