import { messageView } from "../../../projection/conversation-view.ts";
import { principalOf } from "../../authorize.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../description.ts";
import { conversationForJob } from "../../inbox/messages-of-job.ts";
import { idOfRequest } from "../../inbox/request-id.ts";
import { sendAnswer } from "../../inbox/reply.ts";
import { sendEvent } from "../../inbox/send-event.ts";
import { defineRoute, staff } from "../../route.ts";
import { jobMessageInput, message } from "../../schema/message.ts";
import { actorOf, visibleJob } from "../../staff-job.ts";
import { jobMessageParams } from "./list-job-messages.ts";

export const sendJobMessage = defineRoute(
  "sendJobMessage",
  { roles: staff, scope: "messages:write" },
  {
    summary: "Write to the customer of a job, or send an automatic message now",
    request: { params: jobMessageParams, headers: idempotencyHeader, body: body(jobMessageInput) },
    responses: {
      201: json(message, "The message, sent or waiting"),
      ...problemResponses(
        "opted_out",
        "no_channel",
        "messages_paused",
        "idempotency_key_reused",
        "transition_not_allowed",
      ),
    },
  },
  (services) => async (c) => {
    const principal = principalOf(c);
    const settings = await services.settings.read();
    const job = await visibleJob(services, principal, c.req.valid("param").id, settings);
    const { event, text = "", via } = c.req.valid("json");
    const key = c.req.header("idempotency-key");
    if (event !== undefined) {
      const id = idOfRequest(services.random, { operation: "event", object: `${job.id} ${event}`, key });
      return c.json(await sendEvent(services, { job, event, id, by: actorOf(principal) }), 201);
    }
    const conversation = await conversationForJob(services, job);
    const sent = await sendAnswer(services, c, { conversation, input: { text, via }, job: job.id, rev: null, key });
    return c.json(messageView(sent), 201);
  },
);
