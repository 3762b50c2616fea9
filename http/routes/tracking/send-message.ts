import { leaveMessage } from "../../../domain/message.ts";
import { idempotencyHeader, json, body, problemResponses } from "../../answer.ts";
import { defineRoute } from "../../route.ts";
import { messageInput, trackedJob } from "../../schema/tracking.ts";
import { actOnTracked } from "../../tracked.ts";

export const sendMessage = defineRoute(
  "sendMessage",
  "tracking",
  {
    summary: "A message to the office",
    request: { headers: idempotencyHeader, body: body(messageInput) },
    responses: {
      200: json(trackedJob, "The tracked job as it is now"),
      ...problemResponses("token_required", "tracking_not_found", "transition_not_allowed", "store_unavailable"),
    },
  },
  (services) => async (c) => {
    const input = c.req.valid("json");
    const request = { operation: "send_message", body: input, key: c.req.valid("header")["idempotency-key"] };
    return c.json(await actOnTracked(services, c, request, () => (job) => leaveMessage(job, input.text)), 200);
  },
);
