import { z } from "@hono/zod-openapi";
import { webhookScopes } from "../../domain/webhook/webhook.ts";
import { eventTypes } from "../../domain/webhook/event-type.ts";
import { eventType } from "./event.ts";
import { instant, word } from "./field.ts";

const attempt = z
  .object({
    at: instant,
    ms: z.int(),
    status: z.int().nullable().openapi({ description: "The receiver's status. Null: it gave none." }),
    error: z
      .enum([
        "status",
        "redirect",
        "gone",
        "timeout",
        "connection",
        "certificate",
        "unknown_name",
        "unsafe_url",
        "too_large",
        "job_removed",
        "message_removed",
      ])
      .nullable()
      .openapi({ description: "Null: the receiver took the event." }),
  })
  .openapi("WebhookAttempt");

const scope = z.enum(webhookScopes);

const webhookFields = {
  id: z.string(),
  url: z.string(),
  description: z.string().nullable(),
  types: z.array(eventType),
  scopes: z
    .array(scope)
    .openapi({ description: "With `messages:read`, the text of messages is in `message.*`. All have `jobs:read`." }),
  created_at: instant,
  created_by: z.string(),
  disabled: z
    .object({ at: instant, why: z.enum(["failing", "full", "gone", "no_secret"]) })
    .nullable()
    .openapi({ description: "Why nothing is sent. `POST /webhooks/{id}/enable` starts again from that moment." }),
  waiting: z.int().openapi({ description: "The number of events that are still to be sent." }),
  failing_since: instant.nullable(),
};

export const webhook = z.object(webhookFields).openapi("Webhook");
const secret = z.string().openapi({
  description: "Signs every call, as Standard Webhooks describe. This is the only answer that has it.",
  example: "whsec_…",
});
export const newWebhook = z.object({ ...webhookFields, secret }).openapi("NewWebhook");
export const webhooks = z.object({ items: z.array(webhook), next_cursor: z.null() });
export const webhookTest = z.object({ attempt }).openapi("WebhookTest");

const url = z
  .string()
  .max(500, "Use at most 500 characters.")
  .openapi({ example: "https://hooks.example.com/tailboard" });
const types = z
  .array(eventType)
  .min(1, "Choose at least one type.")
  .max(eventTypes.length, "Name each type once.")
  .refine((names) => new Set(names).size === names.length, "Name each type once.");
const scopes = z.array(scope).max(webhookScopes.length, "Name each scope once.");

export const webhookInput = z
  .strictObject({
    url,
    types,
    description: word(80).optional(),
    scopes: scopes.default(["jobs:read"]),
  })
  .openapi("WebhookInput");
export const webhookPatch = z
  .strictObject({
    url: url.optional(),
    types: types.optional(),
    description: word(80).nullable().optional(),
    scopes: scopes.optional(),
  })
  .openapi("WebhookPatch");

export const delivery = z
  .object({
    id: z.string().openapi({ description: "The `webhook-id`." }),
    type: eventType,
    job: z.string().nullable().openapi({ description: "Null for a message that belongs to no job." }),
    state: z.enum(["waiting", "delivered", "failed"]),
    tries: z.int(),
    next_at: instant.nullable().openapi({ description: "When it is tried again." }),
    last: attempt.nullable(),
  })
  .openapi("WebhookDelivery");
export const deliveries = z.object({ items: z.array(delivery), next_cursor: z.null() });
export const retryInput = z.strictObject({ delivery: z.string().max(200) }).openapi("RetryInput");
