import { instantOf } from "../../../domain/clock.ts";
import { freshId } from "../../../domain/random.ts";
import { emptyQueue } from "../../../domain/webhook/queue.ts";
import { addWebhook, type Webhook } from "../../../domain/webhook/webhook.ts";
import { printSecret } from "../../../notify/webhook/sign.ts";
import { recordAudit } from "../../audit.ts";
import { principalOf } from "../../authorize.ts";
import { body, json, problemResponses } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { newWebhook, webhookInput } from "../../schema/webhook.ts";
import { assertSafeUrl, readScopes, webhookView } from "../../webhook.ts";

export const createWebhook = defineRoute(
  "createWebhook",
  { roles: ["owner"], scope: null },
  {
    summary: "Add a webhook",
    description:
      "Each event is posted as Standard Webhooks describe: check `webhook-signature` with the secret, and drop a `webhook-id` that you know. Answer 2xx within 5 seconds. Failed calls are repeated for about three days.",
    request: { body: body(webhookInput) },
    responses: { 201: json(newWebhook, "The webhook, with its secret"), ...problemResponses("too_many", "unsafe_url") },
  },
  (services) => async (c) => {
    const { webhooks, clock, random } = services;
    const { url, types, scopes, description } = c.req.valid("json");
    await assertSafeUrl(services, url);
    const endpoint: Webhook = {
      id: freshId(random),
      url,
      description: description ?? null,
      types,
      scopes: readScopes(scopes),
      created_at: instantOf(clock.now()),
      created_by: principalOf(c).name,
      disabled: null,
    };
    // Throws before anything is stored if there are too many.
    addWebhook(await webhooks.read(), endpoint);
    const secret = random.bytes(32);
    await webhooks.setSecret(endpoint.id, secret, 0);
    await webhooks.change((now) => addWebhook(now, endpoint));
    await recordAudit(services, c, { what: "webhook_added", subject: new URL(url).host });
    return c.json({ ...webhookView(endpoint, emptyQueue), secret: printSecret(secret) }, 201);
  },
);
