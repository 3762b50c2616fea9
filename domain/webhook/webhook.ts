import type { Instant } from "../clock.ts";
import { DomainError } from "../domain-error.ts";
import type { EventType } from "./event-type.ts";

/** The addresses that are called when something happens: one document, changed under compare-and-swap. */
export interface Webhooks {
  endpoints: Webhook[];
}

export interface Webhook {
  id: string;
  url: string;
  description: string | null;
  types: EventType[];
  /** With `messages:read`, what customers and the office write is in `message.*` too. */
  scopes: WebhookScope[];
  created_at: Instant;
  created_by: string;
  disabled: Disabled | null;
}

export interface Disabled {
  at: Instant;
  why: DisabledReason;
  /** True if the owners got an email about it, else when the next try is. Left out before the first try. */
  told?: true | { not_before: number; failures: number };
}

/** The name of a webhook, else the host that it calls. */
export const nameOfWebhook = ({ description, url }: Pick<Webhook, "description" | "url">): string =>
  description ?? URL.parse(url)?.host ?? url;

export const webhookScopes = ["jobs:read", "messages:read"] as const;
export type WebhookScope = (typeof webhookScopes)[number];

/**
 * Why nothing is sent: `failing` for five days, the queue is `full`, the receiver answered that it is `gone`, or its secret
 * is missing because the store was restored or moved.
 */
export type DisabledReason = "failing" | "full" | "gone" | "no_secret";

export const noWebhooks: Webhooks = { endpoints: [] };

export const mostWebhooks = 10;

/** Adds an endpoint. Throws `too_many` if there are ten. */
export const addWebhook = ({ endpoints }: Webhooks, webhook: Webhook): Webhooks => {
  if (endpoints.length >= mostWebhooks)
    throw new DomainError(
      "too_many",
      `There can be at most ${mostWebhooks} webhooks. Remove one that is not used any more.`,
      {
        facts: { what: "webhooks", max: mostWebhooks },
      },
    );
  return { endpoints: [...endpoints, webhook] };
};

/** Changes an endpoint. Throws `not_found` if it does not exist. */
export const changeWebhook = (webhooks: Webhooks, id: string, patch: Partial<Omit<Webhook, "id">>): Webhooks => {
  webhookById(webhooks, id);
  return { endpoints: webhooks.endpoints.map((one) => (one.id === id ? { ...one, ...patch } : one)) };
};

export const removeWebhook = (webhooks: Webhooks, id: string): Webhooks => {
  webhookById(webhooks, id);
  return { endpoints: webhooks.endpoints.filter((one) => one.id !== id) };
};

export const webhookById = ({ endpoints }: Webhooks, id: string): Webhook => {
  const webhook = endpoints.find((one) => one.id === id);
  if (webhook === undefined) throw new DomainError("not_found", "Webhook not found. It may have been removed already.");
  return webhook;
};

/** Returns the endpoints that want a type and are not disabled. */
export const wanting = ({ endpoints }: Webhooks, type: string): Webhook[] =>
  endpoints.filter(({ disabled, types }) => disabled === null && types.some((wanted) => wanted === type));
