import type { Clock } from "../../domain/clock.ts";
import { networkOf, SlidingWindow, tooMany } from "../limit/limits.ts";

/**
 * Slows guessing down without locking anybody out: the wait doubles for one login from one address, so a stranger
 * elsewhere cannot keep the owner from signing in.
 */
export class Throttle {
  readonly #clock: Clock;
  readonly #tries: SlidingWindow;
  readonly #failures = new Map<string, { count: number; until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#tries = new SlidingWindow(clock, 30, 600_000);
  }

  /** Before a try. Refuses `too_many_requests`. */
  take(login: string, address: string): void {
    const network = networkOf(address);
    const failed = this.#failures.get(nameOf(login, network));
    if (failed !== undefined && failed.until > this.#clock.now()) {
      throw tooMany(Math.ceil((failed.until - this.#clock.now()) / 1000));
    }
    this.#tries.take(network);
  }

  failed(login: string, address: string): void {
    const name = nameOf(login, networkOf(address));
    const count = (this.#failures.get(name)?.count ?? 0) + 1;
    const wait = count < free ? 0 : Math.min(longestMs, 1_000 * 2 ** (count - free));
    this.#failures.delete(name);
    this.#failures.set(name, { count, until: this.#clock.now() + wait });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > mostNames && oldest !== undefined) this.#failures.delete(oldest);
  }

  succeeded(login: string, address: string): void {
    this.#failures.delete(nameOf(login, networkOf(address)));
  }
}

const nameOf = (login: string, network: string): string => `${network} ${login}`;
/** A slip of the finger or two costs nothing. */
const free = 3;
const longestMs = 30_000;
const mostNames = 10_000;
