import { epochOf, instantOf, type Clock } from "../../domain/clock.ts";
import type { Job } from "../../domain/job.ts";
import type { Random } from "../../domain/random.ts";
import { readEventId } from "../../domain/webhook/event.ts";
import {
  begin,
  beginOne,
  settle,
  type Attempt,
  type AttemptError,
  type AttemptResult,
  type WaitingEvent,
} from "../../domain/webhook/queue.ts";
import type { Webhook } from "../../domain/webhook/webhook.ts";
import type { JobStore } from "../../store/job-store.ts";
import type { WebhookStore } from "../../store/webhook-store.ts";
import { post, type Posted } from "./post.ts";
import { disable } from "./queue-events.ts";
import { checkUrl, resolveSafely, type Resolve, type UnsafeReason, type UrlRules } from "./safe-url.ts";
import { signedHeaders } from "./sign.ts";
import { testBody, webhookBody, type RenderedJob, type ToldMessage } from "./webhook-body.ts";

/** What a process may call. */
export interface Outgoing {
  rules: UrlRules;
  resolve: Resolve;
  /** True if nothing may be sent: a copy of a store stays silent. */
  isPaused: () => Promise<boolean>;
}

export interface RunnerParts {
  webhooks: WebhookStore;
  jobs: Pick<JobStore, "find">;
  /** Renders a job as a program with `jobs:read` sees it. */
  render: (job: Job) => Promise<RenderedJob>;
  /** Finds a message in its conversation; without one, in those of the job. */
  findMessage: (about: { conversation: string | null; job: Job | null; id: string }) => Promise<ToldMessage | null>;
  outgoing: Outgoing;
  clock: Clock;
  random: Random;
  report: (error: unknown) => void;
}

/** Sends what waits for each endpoint. Any number of processes may run it at a time. */
export class WebhookRunner {
  readonly #parts: RunnerParts;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** Sends what is due, and begins nothing after `until`. A failing endpoint gets one event, so it costs five seconds. */
  async drain({ until }: { until?: number } = {}): Promise<void> {
    const { endpoints } = await this.#parts.webhooks.read();
    const live = endpoints.filter(({ disabled }) => disabled === null);
    if (live.length === 0 || (await this.isPaused())) return;
    await Promise.all(
      live.map((endpoint) =>
        this.#drainOne(endpoint, until ?? Infinity).catch((error: unknown) => this.#parts.report(error)),
      ),
    );
  }

  /** True if nothing may be sent: a copy of a store stays silent. */
  isPaused(): Promise<boolean> {
    return this.#parts.outgoing.isPaused();
  }

  /** Says why an address may not be called. Null: it may. */
  async refusalOf(text: string): Promise<UnsafeReason | null> {
    const { rules, resolve } = this.#parts.outgoing;
    const checked = checkUrl(text, rules);
    if (!checked.ok) return checked.why;
    const resolved = await resolveSafely(checked.url, rules, resolve);
    return resolved.ok ? null : resolved.why;
  }

  /** Sends one event of the type `webhook.test` now. */
  async test(endpoint: Webhook): Promise<Attempt> {
    const { clock, webhooks } = this.#parts;
    const now = clock.now();
    const secrets = await webhooks.secrets(endpoint.id, now);
    if (secrets.length === 0) return { at: now, ms: 0, status: null, error: "connection" };
    const id = `evt_${now.toString(36)}_test_${endpoint.id}`;
    return (await this.#call(endpoint, { id, body: testBody(instantOf(now)), secrets })).attempt;
  }

  /** Sends one event now, whether it waits or failed for good. Nothing happens if a process is sending it. */
  async retry(endpoint: Webhook, id: string): Promise<void> {
    const { clock, webhooks } = this.#parts;
    const secrets = await webhooks.secrets(endpoint.id, clock.now());
    if (secrets.length === 0) return await disable(webhooks, endpoint, "no_secret", clock);
    const event = await webhooks.changeQueue(endpoint.id, (before) => {
      const { queue, begun } = beginOne(before, id, clock.now());
      return { queue, result: begun };
    });
    if (event !== null) await this.#settle(endpoint, [await this.#send(endpoint, event, secrets)]);
  }

  async #drainOne(endpoint: Webhook, until: number): Promise<void> {
    const { clock, webhooks } = this.#parts;
    const secrets = await webhooks.secrets(endpoint.id, clock.now());
    if (secrets.length === 0) return await disable(webhooks, endpoint, "no_secret", clock);
    while (clock.now() < until) {
      const begun = await this.#begin(endpoint);
      if (begun.length === 0) return;
      const results = await Promise.all(begun.map((event) => this.#send(endpoint, event, secrets)));
      if (!(await this.#settle(endpoint, results))) return;
    }
  }

  /** Stores what became of attempts. False: the endpoint fails, or is disabled now. */
  async #settle(endpoint: Webhook, results: readonly AttemptResult[]): Promise<boolean> {
    const { clock, random, webhooks } = this.#parts;
    // Chosen here, because a decision may run again after a lost answer.
    const fraction = random.fraction();
    const { why, failures } = await webhooks.changeQueue(endpoint.id, (before) => {
      const { queue, disable: why } = settle(before, results, () => fraction);
      return { queue, result: { why, failures: queue.failures } };
    });
    if (why !== null) await disable(webhooks, endpoint, why, clock);
    return why === null && failures === 0;
  }

  /** Takes what is due. The queue is read first, because most of the time nothing is. */
  async #begin({ id }: Webhook): Promise<WaitingEvent[]> {
    const { clock, webhooks } = this.#parts;
    if (begin(await webhooks.queue(id), clock.now(), atOnce).begun.length === 0) return [];
    return await webhooks.changeQueue(id, (before) => {
      const { queue, begun } = begin(before, clock.now(), atOnce);
      return { queue, result: begun };
    });
  }

  async #send(
    endpoint: Webhook,
    { id, change, conversation }: WaitingEvent,
    secrets: Uint8Array[],
  ): Promise<AttemptResult> {
    const { jobs, render, findMessage, clock } = this.#parts;
    const now = clock.now();
    const failed = (error: AttemptError): AttemptResult => ({ id, attempt: { at: now, ms: 0, status: null, error } });
    const event = readEventId(id);
    const job = event === null || event.job === null ? null : await jobs.find(event.job);
    if (event === null || (job === null && event.job !== null)) return failed("job_removed");
    const isMessage = event.type === "message.received" || event.type === "message.failed";
    const message = isMessage ? await findMessage({ conversation: conversation ?? null, job, id: change }) : null;
    // Its customer was forgotten.
    if (message === null && conversation !== undefined) return failed("message_removed");
    const body = webhookBody({
      type: event.type,
      at: event.at,
      change,
      job,
      rendered: job === null ? null : await render(job),
      message,
      scopes: endpoint.scopes,
    });
    return body === null ? failed("too_large") : await this.#call(endpoint, { id, body, secrets });
  }

  async #call(
    { url: text }: Webhook,
    { id, body, secrets }: { id: string; body: string; secrets: Uint8Array[] },
  ): Promise<AttemptResult> {
    const { clock, outgoing } = this.#parts;
    const { rules, resolve } = outgoing;
    const now = clock.now();
    const ended = (status: number | null, error: AttemptError | null): AttemptResult => ({
      id,
      attempt: { at: clock.now(), ms: clock.now() - now, status, error },
    });
    const checked = checkUrl(text, rules);
    if (!checked.ok) return ended(null, "unsafe_url");
    // Resolved at each attempt: a name that was public may point elsewhere today.
    const resolved = await resolveSafely(checked.url, rules, resolve);
    if (!resolved.ok) return ended(null, resolved.why === "unknown_name" ? "unknown_name" : "unsafe_url");
    const headers = { ...signedHeaders({ id, now, body }, secrets) };
    const posted = await post(checked.url, { address: resolved.address, headers, body });
    if ("error" in posted) return ended(null, posted.error);
    const retry_after_ms = retryAfter_ms(posted, clock.now());
    return { ...ended(posted.status, errorOf(posted.status)), ...(retry_after_ms === null ? {} : { retry_after_ms }) };
  }
}

const errorOf = (status: number): AttemptError | null => {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return "redirect";
  return status === 410 ? "gone" : "status";
};

/** What a busy receiver asks for: a number of seconds, or a date. */
const retryAfter_ms = ({ status, retryAfter }: Extract<Posted, { status: number }>, now: number): number | null => {
  if (retryAfter === null || (status !== 429 && status !== 503)) return null;
  const ms = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1_000 : epochOf(retryAfter) - now;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
};

const atOnce = 8;
