import { z } from "@hono/zod-openapi";
import { withoutUndefined } from "../../../domain/field-table.ts";
import { changeWebhook as change, webhookById, type Webhook } from "../../../domain/webhook/webhook.ts";
import { recordAudit } from "../../audit.ts";
import { body, json, problemResponses } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { pathId } from "../../schema/field.ts";
import { webhook, webhookPatch } from "../../schema/webhook.ts";
import { assertSafeUrl, readScopes, webhookView } from "../../webhook.ts";

export const webhookParams = z.object({ id: pathId });

export const changeWebhook = defineRoute(
  "changeWebhook",
  { roles: ["owner"], scope: null },
  {
    summary: "Change a webhook",
    request: { params: webhookParams, body: body(webhookPatch) },
    responses: { 200: json(webhook, "The webhook after the change"), ...problemResponses("unsafe_url") },
  },
  (services) => async (c) => {
    const { webhooks } = services;
    const { id } = c.req.valid("param");
    const { url, types, scopes, description } = c.req.valid("json");
    webhookById(await webhooks.read(), id);
    if (url !== undefined) await assertSafeUrl(services, url);
    const patch = withoutUndefined<Partial<Pick<Webhook, "url" | "types" | "description" | "scopes">>>({
      url,
      types,
      description,
      scopes: scopes === undefined ? undefined : readScopes(scopes),
    });
    const changed = webhookById(await webhooks.change((now) => change(now, id, patch)), id);
    await recordAudit(services, c, { what: "webhook_changed", subject: new URL(changed.url).host });
    return c.json(webhookView(changed, await webhooks.queue(id)), 200);
  },
);
