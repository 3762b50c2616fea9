import { epochOf, instantAfter, instantOf, type Clock, type Instant } from "../../../domain/clock.ts";

/**
 * The time that entries carry, for all logs of one process. It follows this process's clock, never runs more than five
 * minutes ahead of store time, and is later than every entry that this process has read. So a process that reads an
 * entry writes a later one, in any log, and one bad clock cannot run ahead.
 *
 * Store time goes on between two answers. A process that was idle for a week writes an entry of now, not of last week:
 * otherwise a backup of a moment in that week would contain the entry.
 */
export class EntryClock {
  readonly #clock: Pick<Clock, "now">;
  #storeTime_ms = Infinity;
  /** This process's own clock at the newest answer. */
  #answered_ms = 0;
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
    this.#answered_ms = this.#clock.now();
  }

  observeEntry(at: Instant): void {
    if (epochOf(at) > epochOf(this.#newest)) this.#newest = at;
  }

  next(): Instant {
    const now = this.#clock.now();
    const storeTime_ms = this.#storeTime_ms + Math.max(0, now - this.#answered_ms);
    const own = Math.min(now, storeTime_ms + 300_000);
    return instantAfter(this.#newest, instantOf(own));
  }
}
