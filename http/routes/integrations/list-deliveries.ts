import { instantOf, type Instant } from "../../../domain/clock.ts";
import { readEventId } from "../../../domain/webhook/event.ts";
import type { Attempt } from "../../../domain/webhook/queue.ts";
import { webhookById } from "../../../domain/webhook/webhook.ts";
import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { deliveries } from "../../schema/webhook.ts";
import { attemptView } from "../../webhook.ts";
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
      const { waiting, done } = await webhooks.queue(id);
      const items = [
        ...waiting
          .toSorted((a, b) => a.next - b.next)
          .slice(0, mostWaiting)
          .flatMap((one) => viewOf(one, { state: "waiting", next_at: instantOf(one.next) })),
        ...done.toReversed().flatMap((one) => viewOf(one, { state: one.state, next_at: null })),
      ];
      return c.json({ items, next_cursor: null }, 200);
    },
);

const viewOf = (
  { id, tries, last }: { id: string; tries: number; last: Attempt | null },
  state: { state: "waiting" | "delivered" | "failed"; next_at: Instant | null },
) => {
  const event = readEventId(id);
  if (event === null) return [];
  const { type, job } = event;
  return [{ id, type, job, ...state, tries, last: last === null ? null : attemptView(last) }];
};

const mostWaiting = 100;
