import { instantOf, type Instant } from "../domain/clock.ts";
import { DomainError } from "../domain/domain-error.ts";
import { readEventId } from "../domain/webhook/event.ts";
import type { Attempt, WebhookQueue } from "../domain/webhook/queue.ts";
import type { Webhook, WebhookScope } from "../domain/webhook/webhook.ts";
import type { UnsafeReason } from "../notify/webhook/safe-url.ts";
import type { Services } from "./services.ts";

/** Webhooks as an owner reads and changes them. */

export const webhookView = (
  { id, url, description, types, scopes, created_at, created_by, disabled }: Webhook,
  { waiting, failing_since }: WebhookQueue,
) => ({
  id,
  url,
  description,
  types,
  scopes,
  created_at,
  created_by,
  disabled: disabled === null ? null : { at: disabled.at, why: disabled.why },
  waiting: waiting.length,
  failing_since: failing_since === null ? null : instantOf(failing_since),
});

export const attemptView = ({ at, ms, status, error }: Attempt) => ({ at: instantOf(at), ms, status, error });

/** Returns the deliveries of a queue as an owner reads them: what is sent next, then what ended, the newest first. */
export const deliveryViews = ({ waiting, done }: WebhookQueue) => [
  ...waiting
    .toSorted((a, b) => a.next - b.next)
    .slice(0, mostWaiting)
    .flatMap((one) => deliveryView(one, { state: "waiting", next_at: instantOf(one.next) })),
  ...done.toReversed().flatMap((one) => deliveryView(one, { state: one.state, next_at: null })),
];

const deliveryView = (
  { id, tries, last }: { id: string; tries: number; last: Attempt | null },
  state: { state: "waiting" | "delivered" | "failed"; next_at: Instant | null },
) => {
  const event = readEventId(id);
  if (event === null) return [];
  const { type, job } = event;
  return [{ id, type, job, ...state, tries, last: last === null ? null : attemptView(last) }];
};

const mostWaiting = 100;

/** All endpoints may read jobs, because every event has one. */
export const readScopes = (scopes: readonly WebhookScope[]): WebhookScope[] =>
  scopes.includes("messages:read") ? ["jobs:read", "messages:read"] : ["jobs:read"];

/** Throws `unsafe_url` unless the address is https with a public name. */
export const assertSafeUrl = async ({ webhookRunner }: Services, url: string): Promise<void> => {
  const why = await webhookRunner.refusalOf(url);
  if (why === null) return;
  const message = messages[why];
  throw new DomainError("unsafe_url", message, { fields: [{ field: "/url", code: why, message }] });
};

/** Throws `messages_paused` on a copy of a store, which calls no one. */
export const assertNotPaused = async ({ webhookRunner }: Services): Promise<void> => {
  if (await webhookRunner.isPaused())
    throw new DomainError(
      "messages_paused",
      "This store is a copy, or it moved. Resume messages before you call others.",
    );
};

const messages: Record<UnsafeReason, string> = {
  not_a_url: "This is not an address. Write one such as https://hooks.example.com/tailboard.",
  not_https: "Use an address that begins with https.",
  credentials: "Leave out the user and password. Check the signature of each call instead.",
  port: "Use port 443 or 8443.",
  ip_literal: "Use a name instead of an IP address.",
  no_public_name: "Use a name that everyone on the internet can look up.",
  unknown_name: "This name cannot be found. Check the spelling.",
  not_public: "This name leads to a private network. Use an address on the public internet.",
};
