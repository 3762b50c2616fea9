import { instantOf, type Clock } from "../domain/clock.ts";
import type { Upkeep } from "../store/upkeep.ts";

interface Checked {
  clock: Clock;
  upkeep: Pick<Upkeep, "examine">;
  report: (error: unknown) => void;
}

/**
 * Checks the whole store on Sundays, at a quiet hour in North America, and reports what `tailboard doctor --deep` would
 * list. A snapshot that differs from its entries can be made again only while the store still has them, for 35 days.
 */
export class WeeklyCheck {
  readonly #parts: Checked;
  #checkedOn = "";
  #isStopped = false;

  constructor(parts: Checked) {
    this.#parts = parts;
  }

  /** Called more often than once an hour. Checks if the hour has come and this process has not checked in it. */
  async runIfDue(): Promise<void> {
    const now = new Date(this.#parts.clock.now());
    const today = instantOf(now.getTime()).slice(0, 10);
    if (now.getUTCDay() !== 0 || now.getUTCHours() !== quietHour || this.#checkedOn === today) return;
    this.#checkedOn = today;
    for await (const { where, detail } of this.#parts.upkeep.examine({ deep: true })) {
      if (this.#isStopped) return;
      this.#parts.report(new Error(`The weekly check found a problem at ${where}: ${detail}`));
    }
  }

  /** Ends a check that is running after its next finding, and makes no other. */
  stop(): void {
    this.#isStopped = true;
  }
}

const quietHour = 10;
