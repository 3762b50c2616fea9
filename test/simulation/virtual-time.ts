import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../domain/clock.ts";

/** A clock without real waiting: sleepers wake in order, as fast as the work is done. */
export class VirtualTime implements Clock {
  #now = 0;
  #sleeping: { at: number; order: number; wake: () => void }[] = [];
  #order = 0;

  now(): number {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.#order += 1;
      this.#sleeping.push({ at: this.#now + ms, order: this.#order, wake });
    });
  }

  async runUntil(end: number): Promise<void> {
    for (;;) {
      await setImmediate();
      let next = this.#sleeping[0];
      for (const one of this.#sleeping) {
        if (next === undefined || one.at < next.at || (one.at === next.at && one.order < next.order)) next = one;
      }
      if (next === undefined || next.at > end) return;
      this.#sleeping.splice(this.#sleeping.indexOf(next), 1);
      this.#now = next.at;
      next.wake();
    }
  }
}
