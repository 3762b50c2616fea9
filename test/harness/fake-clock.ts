import type { Clock } from "../../domain/clock.ts";

/** Time that moves only when it is told to. Sleeping moves it: nothing here waits. */
export class FakeClock implements Clock {
  #now: number;

  constructor(at = "2026-11-24T17:00:00Z") {
    this.#now = Date.parse(at);
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    this.#now += ms;
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
