import { instantOf, type Clock } from "../../domain/clock.ts";
import type { ConversationId } from "../../domain/message/conversation.ts";
import type { MessageNews } from "../../domain/message/message-news.ts";
import { eventIdOf, messageEventIdOf } from "../../domain/webhook/event.ts";
import { eventTypes, type EventType } from "../../domain/webhook/event-type.ts";
import { enqueue, emptyQueue, type QueuedEvent } from "../../domain/webhook/queue.ts";
import { changeWebhook, wanting, type Webhook } from "../../domain/webhook/webhook.ts";
import type { Hook } from "../../store/job-store.ts";
import type { WebhookStore } from "../../store/webhook-store.ts";

/**
 * Puts the events of a change into the queue of each endpoint that wants them. Safe to do twice. So a dead endpoint never
 * makes a day's log grow, and holds up no message. An endpoint whose queue is full is disabled.
 */
export const queueEvents =
  (webhooks: WebhookStore, clock: Clock): Hook =>
  async (job, { change, types }) => {
    const known = eventTypes.filter((type) => types.includes(type));
    const events = known.map((type) => ({ type, event: { id: eventIdOf(job, change, type), change } }));
    await queueAll(webhooks, clock, events);
  };

/** Puts what happened to messages into the queue of each endpoint that wants it. Safe to do twice. */
export const queueNews =
  (webhooks: WebhookStore, clock: Clock) =>
  async (conversation: ConversationId, news: readonly MessageNews[]): Promise<void> => {
    const events = news.map((one) => ({
      type: one.type,
      event: { id: messageEventIdOf(one), change: one.message, conversation },
    }));
    await queueAll(webhooks, clock, events);
  };

const queueAll = async (
  webhooks: WebhookStore,
  clock: Clock,
  events: readonly { type: EventType; event: QueuedEvent }[],
): Promise<void> => {
  const now = clock.now();
  const stored = await webhooks.read();
  const endpoints = new Set(events.flatMap(({ type }) => wanting(stored, type)));
  await Promise.all(
    [...endpoints].map(async (endpoint) => {
      const wanted = events.filter(({ type }) => endpoint.types.includes(type)).map(({ event }) => event);
      const isFull = await webhooks.changeQueue(endpoint.id, (queue) => {
        const next = enqueue(queue, wanted, now);
        return { queue: next ?? queue, result: next === null };
      });
      if (isFull) await disable(webhooks, endpoint, "full", clock);
    }),
  );
};

/** Stops calling an endpoint, unless it was removed or disabled before. */
export const disable = async (
  webhooks: WebhookStore,
  { id }: Pick<Webhook, "id">,
  why: NonNullable<Webhook["disabled"]>["why"],
  clock: Clock,
): Promise<void> => {
  const at = instantOf(clock.now());
  await webhooks.change((now) => {
    const endpoint = now.endpoints.find((one) => one.id === id);
    return endpoint?.disabled === null ? changeWebhook(now, id, { disabled: { at, why } }) : now;
  });
};

/** Calls an endpoint again. Only what happens from now on is sent: `GET /events` has what was missed. */
export const enable = async (webhooks: WebhookStore, { id }: Pick<Webhook, "id">): Promise<void> => {
  await webhooks.changeQueue(id, ({ done }) => ({ queue: { ...emptyQueue, done }, result: undefined }));
  await webhooks.change((now) => changeWebhook(now, id, { disabled: null }));
};
