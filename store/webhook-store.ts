import type { EventType } from "../domain/webhook/event-type.ts";
import type { WebhookQueue } from "../domain/webhook/queue.ts";
import type { Webhooks } from "../domain/webhook/webhook.ts";

/**
 * The addresses that are called when something happens, what waits for each, and the secrets that sign the calls. Throws
 * `StoreUnavailable` and `OutcomeUnknown` as the JobStore does.
 */
export interface WebhookStore {
  read(): Promise<Webhooks & { rev: number }>;
  /** Applies a pure change to the newest document. A domain error thrown there passes through. */
  change(apply: (webhooks: Webhooks) => Webhooks): Promise<Webhooks & { rev: number }>;
  /** The types that some endpoint wants. At most a few seconds old, so that planning a change costs no read. */
  wanted(): Promise<ReadonlySet<EventType>>;
  queue(id: string): Promise<WebhookQueue>;
  /** Changes a queue. A change whose answer was lost may be applied twice. */
  changeQueue<Result>(
    id: string,
    decide: (queue: WebhookQueue) => { queue: WebhookQueue; result: Result },
  ): Promise<Result>;
  /** The secrets that sign for this endpoint at `now`, the present one first. Empty if the store was filled from another. */
  secrets(id: string, now: number): Promise<Uint8Array[]>;
  /** Sets the secret. The one before signs too until `until`. Safe to do twice. */
  setSecret(id: string, secret: Uint8Array, until: number): Promise<void>;
  /** Forgets the queue and the secrets of an endpoint that was removed. */
  forget(id: string): Promise<void>;
}
