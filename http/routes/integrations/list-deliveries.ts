import { webhookById } from "../../../domain/webhook/webhook.ts";
import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { deliveries } from "../../schema/webhook.ts";
import { deliveryViews } from "../../webhook.ts";
import { webhookParams } from "./change-webhook.ts";

export const listDeliveries = defineRoute(
  "listDeliveries",
  { roles: ["owner"], scope: null },
  {
    summary: "List deliveries of a webhook",
    description: "The 100 next events to send, then the newest 100 that were delivered or failed for good.",
    request: { params: webhookParams },
    responses: { 200: json(deliveries, "The deliveries") },
  },
  ({ webhooks }) =>
    async (c) => {
      const { id } = webhookById(await webhooks.read(), c.req.valid("param").id);
      return c.json({ items: deliveryViews(await webhooks.queue(id)), next_cursor: null }, 200);
    },
);
