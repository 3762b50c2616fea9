import type { Clock } from "../../domain/clock.ts";
import { DomainError } from "../../domain/domain-error.ts";

/** Limits the calls of each API token in this process: ten a second, with a burst of 50. */
export class CallRate {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Throws `too_many_requests` if the token has no call left. */
  take(id: string): void {
    const now = this.#clock.now();
    const known = this.#buckets.get(id);
    // A clock that was set back gives nothing.
    const gained = known === undefined ? burst : (Math.max(0, now - known.at) / 1_000) * perSecond;
    const left = Math.min(burst, (known?.left ?? 0) + gained);
    if (left < 1) {
      throw new DomainError(
        "too_many_requests",
        `This API token calls too often. Make at most ${perSecond} calls a second.`,
        {
          facts: { retry_after_seconds: 1 },
        },
      );
    }
    this.#buckets.delete(id);
    this.#buckets.set(id, { left: left - 1, at: now });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > mostBuckets && oldest !== undefined) this.#buckets.delete(oldest);
  }
}

const perSecond = 10;
const burst = 50;
/** More than there can be tokens. */
const mostBuckets = 200;
