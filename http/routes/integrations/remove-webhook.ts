import { removeWebhook as remove, webhookById } from "../../../domain/webhook/webhook.ts";
import { recordAudit } from "../../audit.ts";
import { defineRoute } from "../../route.ts";
import { webhookParams } from "./change-webhook.ts";

export const removeWebhook = defineRoute(
  "removeWebhook",
  { roles: ["owner"], scope: null },
  {
    summary: "Remove a webhook",
    description: "What waits for it is dropped.",
    request: { params: webhookParams },
    responses: { 204: { description: "Removed" } },
  },
  (services) => async (c) => {
    const { webhooks } = services;
    const { id } = c.req.valid("param");
    let subject = "";
    await webhooks.change((now) => {
      subject = new URL(webhookById(now, id).url).host;
      return remove(now, id);
    });
    await webhooks.forget(id);
    await recordAudit(services, c, { what: "webhook_removed", subject });
    return c.body(null, 204);
  },
);
