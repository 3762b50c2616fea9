import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { webhooks } from "../../schema/webhook.ts";
import { webhookView } from "../../webhook.ts";

export const listWebhooks = defineRoute(
  "listWebhooks",
  { roles: ["owner"], scope: null },
  {
    summary: "List webhooks",
    responses: { 200: json(webhooks, "All webhooks, without their secrets") },
  },
  ({ webhooks }) =>
    async (c) => {
      const { endpoints } = await webhooks.read();
      const items = await Promise.all(
        endpoints.map(async (endpoint) => webhookView(endpoint, await webhooks.queue(endpoint.id))),
      );
      return c.json({ items, next_cursor: null }, 200);
    },
);
