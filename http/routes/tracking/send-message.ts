import { leaveMessage } from "../../../domain/message.ts";
import { idempotencyHeader, json, body, problemResponses } from "../../answer.ts";
import { defineRoute } from "../../route.ts";
import { messageInput, trackedJob } from "../../schema/tracking.ts";
import { actOnTracked } from "../../tracked.ts";

export const sendMessage = defineRoute(
  {
    operationId: "send_message",
    summary: "A message to the office",
    method: "post",
    path: "/api/v1/tracking/message",
    request: { headers: idempotencyHeader(false), body: body(messageInput) },
    responses: {
      200: json(trackedJob, "The tracked job as it is now"),
      ...problemResponses("token_required", "tracking_not_found", "transition_not_allowed", "store_unavailable"),
    },
  },
  { origin: "site", access: "tracking" },
  (services) => async (c) => {
    const input = c.req.valid("json");
    const request = { operation: "send_message", body: input, key: c.req.valid("header")["idempotency-key"] };
    return c.json(await actOnTracked(services, c, request, () => (job) => leaveMessage(job, input.text)), 200);
  },
);
