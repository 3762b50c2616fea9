import { webhookById } from "../../../domain/webhook/webhook.ts";
import { enable } from "../../../notify/webhook/queue-events.ts";
import { recordAudit } from "../../audit.ts";
import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { webhook } from "../../schema/webhook.ts";
import { webhookView } from "../../webhook.ts";
import { webhookParams } from "./change-webhook.ts";

export const enableWebhook = defineRoute(
  "enableWebhook",
  { roles: ["owner"], scope: null },
  {
    summary: "Enable a disabled webhook",
    description: "It starts from now. `GET /events` has what it missed.",
    request: { params: webhookParams },
    responses: { 200: json(webhook, "The webhook") },
  },
  (services) => async (c) => {
    const { webhooks } = services;
    const { id } = c.req.valid("param");
    const before = webhookById(await webhooks.read(), id);
    if (before.disabled !== null) {
      await enable(webhooks, before);
      await recordAudit(services, c, { what: "webhook_enabled", subject: new URL(before.url).host });
    }
    return c.json(webhookView(webhookById(await webhooks.read(), id), await webhooks.queue(id)), 200);
  },
);
