import { invalid } from "../../../domain/domain-error.ts";
import { webhookById } from "../../../domain/webhook/webhook.ts";
import { body, json, problemResponses } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { delivery, retryInput } from "../../schema/webhook.ts";
import { assertNotPaused, deliveryViews } from "../../webhook.ts";
import { webhookParams } from "./change-webhook.ts";

export const retryDelivery = defineRoute(
  "retryDelivery",
  { roles: ["owner"], scope: null },
  {
    summary: "Send one event of a webhook now",
    description:
      "For an event that waits, or that failed for good. It waits for the answer, at most 5 seconds. The `webhook-id` stays the same.",
    request: { params: webhookParams, body: body(retryInput) },
    responses: { 200: json(delivery, "The delivery after the call"), ...problemResponses("messages_paused") },
  },
  (services) => async (c) => {
    const { webhooks, webhookRunner } = services;
    const endpoint = webhookById(await webhooks.read(), c.req.valid("param").id);
    const { delivery: id } = c.req.valid("json");
    const find = async () => deliveryViews(await webhooks.queue(endpoint.id)).find((one) => one.id === id);
    if ((await find()) === undefined) throw gone();
    await assertNotPaused(services);
    await webhookRunner.retry(endpoint, id);
    const after = await find();
    // A hundred others ended in the meantime.
    if (after === undefined) throw gone();
    return c.json(after, 200);
  },
);

const gone = () =>
  invalid({ field: "/delivery", code: "unknown_delivery", message: "Delivery not found. Only the newest are kept." });
