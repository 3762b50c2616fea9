import type { Clock } from "../../domain/clock.ts";

/** A clock that moves only by `advance` and `sleep`. Sleeping takes no real time. */
export class FakeClock implements Clock {
  #now: number;

  constructor(at = "2026-11-24T17:00:00Z") {
    this.#now = Date.parse(at);
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    this.#now += Math.ceil(ms);
    return Promise.resolve();
  }

  advance({
    days = 0,
    hours = 0,
    minutes = 0,
    seconds = 0,
  }: {
    days?: number;
    hours?: number;
    minutes?: number;
    seconds?: number;
  }): void {
    this.#now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  }
}
