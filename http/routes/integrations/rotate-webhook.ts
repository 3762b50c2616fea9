import { webhookById } from "../../../domain/webhook/webhook.ts";
import { printSecret } from "../../../notify/webhook/sign.ts";
import { recordAudit } from "../../audit.ts";
import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { newWebhook } from "../../schema/webhook.ts";
import { webhookView } from "../../webhook.ts";
import { webhookParams } from "./change-webhook.ts";

export const rotateWebhook = defineRoute(
  "rotateWebhook",
  { roles: ["owner"], scope: null },
  {
    summary: "Make a new secret",
    description: "For 24 hours each call has a signature of the new secret and one of the earlier secret.",
    request: { params: webhookParams },
    responses: { 201: json(newWebhook, "The webhook, with its new secret") },
  },
  (services) => async (c) => {
    const { webhooks, clock, random } = services;
    const { id } = c.req.valid("param");
    const endpoint = webhookById(await webhooks.read(), id);
    const secret = random.bytes(32);
    await webhooks.setSecret(id, secret, clock.now() + both_ms);
    await recordAudit(services, c, { what: "webhook_secret_rotated", subject: new URL(endpoint.url).host });
    return c.json({ ...webhookView(endpoint, await webhooks.queue(id)), secret: printSecret(secret) }, 201);
  },
);

const both_ms = 86_400_000;
