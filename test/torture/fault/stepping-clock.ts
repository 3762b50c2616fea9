import { setTimeout as sleep } from "node:timers/promises";
import { epochOf, type Clock } from "../../../domain/clock.ts";
import type { Random } from "../../../domain/random.ts";
import { now_us } from "../log.ts";
import { beginsAt } from "../world.ts";

/**
 * A machine's clock: set wrong at its start by seconds, minutes or hours, and set anew while it runs. Never by as much
 * as the 24 hours for which an Idempotency-Key is kept: past those, a second booking is what was promised.
 */
export class SteppingClock implements Clock {
  readonly #began: number;
  #wrong: number;

  /** `began` is the torture's own beginning, on the clock of `log.ts`. */
  constructor(began: number, random: Random | null) {
    this.#began = began;
    this.#wrong = random === null ? 0 : error(random);
  }

  now(): number {
    return epochOf(beginsAt) + Math.floor((now_us() - this.#began) / 1_000) + this.#wrong;
  }

  async sleep(ms: number): Promise<void> {
    await sleep(ms);
  }

  /** Sets it anew. */
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
