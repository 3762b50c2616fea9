import { markReady } from "../../../domain/status.ts";
import { idempotencyHeader, json, optionalBody, problemResponses } from "../../answer.ts";
import { defineRoute } from "../../route.ts";
import { readyInput, trackedJob } from "../../schema/tracking.ts";
import { actOnTracked } from "../../tracked.ts";

export const readyForPickup = defineRoute(
  "readyForPickup",
  "tracking",
  {
    summary: "I'm ready for pickup",
    request: { headers: idempotencyHeader, body: optionalBody(readyInput) },
    responses: {
      200: json(trackedJob, "The tracked job as it is now"),
      ...problemResponses("token_required", "tracking_not_found", "transition_not_allowed", "store_unavailable"),
    },
  },
  (services) => async (c) => {
    const input = c.req.valid("json");
    const request = { operation: "ready_for_pickup", body: input, key: c.req.valid("header")["idempotency-key"] };
    return c.json(await actOnTracked(services, c, request, () => (job, at) => markReady(job, input.note, at)), 200);
  },
);
