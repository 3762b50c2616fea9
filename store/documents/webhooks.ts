import type { Clock } from "../../domain/clock.ts";
import type { EventType } from "../../domain/webhook/event-type.ts";
import { emptyQueue, type WebhookQueue } from "../../domain/webhook/queue.ts";
import type { Webhooks } from "../../domain/webhook/webhook.ts";
import type { WebhookStore } from "../webhook-store.ts";
import { documentKeys } from "./document-keys.ts";
import type { DocumentLog, Revision } from "./document-log.ts";
import type { JsonObjects } from "./json-objects.ts";

/** Webhooks, under `webhooks/<n>`, with an object for each queue and one for all secrets, which no backup has. */
export class WebhookLog implements WebhookStore {
  readonly #log: DocumentLog<Webhooks>;
  readonly #objects: JsonObjects;
  readonly #clock: Clock;
  #known: { types: ReadonlySet<EventType>; until: number } | null = null;

  constructor(log: DocumentLog<Webhooks>, objects: JsonObjects, clock: Clock) {
    this.#log = log;
    this.#objects = objects;
    this.#clock = clock;
  }

  async read(): Promise<Webhooks & { rev: number }> {
    return flat(await this.#log.read());
  }

  async change(apply: (webhooks: Webhooks) => Webhooks): Promise<Webhooks & { rev: number }> {
    this.#known = null;
    const changed = flat(await this.#log.change(apply));
    this.#known = null;
    return changed;
  }

  async wanted(): Promise<ReadonlySet<EventType>> {
    const now = this.#clock.now();
    const left = (this.#known?.until ?? 0) - now;
    if (this.#known !== null && left > 0 && left <= stale_ms) return this.#known.types;
    const { endpoints } = await this.read();
    const types = new Set(endpoints.flatMap((one) => (one.disabled === null ? one.types : [])));
    this.#known = { types, until: now + stale_ms };
    return types;
  }

  async queue(id: string): Promise<WebhookQueue> {
    return (await this.#objects.read<WebhookQueue>(documentKeys.webhookQueue(id))) ?? emptyQueue;
  }

  async changeQueue<Result>(
    id: string,
    decide: (queue: WebhookQueue) => { queue: WebhookQueue; result: Result },
  ): Promise<Result> {
    return await this.#objects.change<WebhookQueue, Result>(documentKeys.webhookQueue(id), (stored) => {
      const before = stored ?? emptyQueue;
      const { queue, result } = decide(before);
      return { value: queue === before ? stored : queue, result };
    });
  }

  async secrets(id: string, now: number): Promise<Uint8Array[]> {
    const kept = (await this.#objects.read<Secrets>(documentKeys.webhookSecrets))?.[id];
    if (kept === undefined) return [];
    const before = kept.before !== null && kept.before.until > now ? [kept.before.secret] : [];
    return [kept.secret, ...before].map((text) => new Uint8Array(Buffer.from(text, "base64url")));
  }

  async setSecret(id: string, secret: Uint8Array, until: number): Promise<void> {
    const text = Buffer.from(secret).toString("base64url");
    await this.#objects.change<Secrets, undefined>(documentKeys.webhookSecrets, (stored) => {
      const kept = stored?.[id];
      if (kept?.secret === text) return { value: stored, result: undefined };
      const before = kept === undefined ? null : { secret: kept.secret, until };
      return { value: { ...stored, [id]: { secret: text, before } }, result: undefined };
    });
  }

  async forget(id: string): Promise<void> {
    await this.#objects.change<Secrets, undefined>(documentKeys.webhookSecrets, (stored) => {
      if (stored?.[id] === undefined) return { value: stored, result: undefined };
      const { [id]: _forgotten, ...others } = stored;
      return { value: others, result: undefined };
    });
    await this.#objects.remove(documentKeys.webhookQueue(id));
  }
}

/** In base64url, by endpoint. */
type Secrets = Record<string, { secret: string; before: { secret: string; until: number } | null }>;

const flat = ({ value, rev }: Revision<Webhooks>): Webhooks & { rev: number } => ({ ...value, rev });
const stale_ms = 5_000;
