import { assertMayMessage, leaveMessage } from "../../../domain/message.ts";
import { body as jsonBody, idempotencyHeader } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { messageInput } from "../../schema/tracking.ts";
import { changeTrackedJob, trackedJobResponses } from "../../tracked-job.ts";

export const sendMessage = defineRoute(
  "sendMessage",
  "tracking",
  {
    summary: "Send a message to the business",
    request: { headers: idempotencyHeader, body: jsonBody(messageInput) },
    responses: trackedJobResponses("too_many_requests"),
  },
  (services) => async (c) => {
    const body = c.req.valid("json");
    const job = await changeTrackedJob(
      services,
      c,
      { name: "sendMessage", body, message: body.text },
      () => (now, at) => {
        if (services.limits) assertMayMessage(now, at);
        return leaveMessage(now);
      },
    );
    return c.json(job, 200);
  },
);
