import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../../domain/clock.ts";
import type { Random } from "../../../domain/random.ts";

/**
 * A machine's clock that is wrong by seconds, minutes or hours at the start, and changes while it runs. The error is always
 * less than the 24 hours for which an idempotency key is kept, because past those a second booking is correct.
 */
export class SteppingClock implements Clock {
  #wrong: number;

  /** Without a random source it is correct. */
  constructor(random: Random | null) {
    this.#wrong = random === null ? 0 : error(random);
  }

  now(): number {
    return Date.now() + this.#wrong;
  }

  async sleep(ms: number): Promise<void> {
    await sleep(ms);
  }

  /** Sets it to another error. */
  step(random: Random): void {
    this.#wrong = error(random);
  }

  pass(ms: number): void {
    this.#wrong += ms;
  }
}

const error = (random: Random): number => {
  const kind = random.fraction();
  const most = kind < 0.4 ? 0 : kind < 0.7 ? 2_000 : kind < 0.95 ? 15 * 60_000 : 3 * 3_600_000;
  return Math.round((random.fraction() * 2 - 1) * most);
};
