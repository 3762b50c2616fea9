import { epochOf, instantAfter, instantOf, type Clock, type Instant } from "../../../domain/clock.ts";

/**
 * The time that entries carry, for all logs of one process. It follows this process's clock, never runs more than five
 * minutes ahead of store time, and is later than every entry that this process has read. So a process that reads an
 * entry writes a later one, in any log, and one bad clock cannot run ahead.
 */
export class EntryClock {
  readonly #clock: Pick<Clock, "now">;
  #storeTime_ms = Infinity;
  #newest: Instant = instantOf(0);

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  /** The store time of the newest answer; Infinity before the first. */
  get storeTime_ms(): number {
    return this.#storeTime_ms;
  }

  observeAnswer(at_ms: number): void {
    this.#storeTime_ms = at_ms;
  }

  observeEntry(at: Instant): void {
    if (epochOf(at) > epochOf(this.#newest)) this.#newest = at;
  }

  next(): Instant {
    const own = Math.min(this.#clock.now(), this.#storeTime_ms + 300_000);
    return instantAfter(this.#newest, instantOf(own));
  }
}
