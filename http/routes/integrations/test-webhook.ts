import { webhookById } from "../../../domain/webhook/webhook.ts";
import { json, problemResponses } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { webhookTest } from "../../schema/webhook.ts";
import { assertNotPaused, attemptView } from "../../webhook.ts";
import { webhookParams } from "./change-webhook.ts";

export const testWebhook = defineRoute(
  "testWebhook",
  { roles: ["owner"], scope: null },
  {
    summary: "Send a test event",
    description: "Posts one `webhook.test` now and waits for the answer, at most 5 seconds. It is not repeated.",
    request: { params: webhookParams },
    responses: { 200: json(webhookTest, "What the receiver answered"), ...problemResponses("messages_paused") },
  },
  (services) => async (c) => {
    const { webhooks, webhookRunner } = services;
    const endpoint = webhookById(await webhooks.read(), c.req.valid("param").id);
    await assertNotPaused(services);
    return c.json({ attempt: attemptView(await webhookRunner.test(endpoint)) }, 200);
  },
);
