import { dayIn } from "../domain/day.ts";
import { readConflicts } from "./read-conflicts.ts";
import type { Services } from "./services.ts";

/** How long a count is used, in milliseconds. It reads two months of days, and boards are polled every few seconds. */
const freshMs = 60_000;

/** Counts the equipment conflicts that the office has to solve, at most once a minute in a process. */
export class ConflictCount {
  readonly #services: Pick<Services, "jobs" | "settings" | "equipment" | "clock">;
  #last: { at: number; count: Promise<number> } | null = null;

  constructor(services: Pick<Services, "jobs" | "settings" | "equipment" | "clock">) {
    this.#services = services;
  }

  async read(): Promise<number> {
    const now = this.#services.clock.now();
    const known = this.#last;
    if (known !== null && now >= known.at && now - known.at < freshMs) return known.count;
    const next = { at: now, count: this.#count(now) };
    this.#last = next;
    try {
      return await next.count;
    } catch (error) {
      // The next board tries again.
      if (this.#last === next) this.#last = null;
      throw error;
    }
  }

  async #count(now: number): Promise<number> {
    const { jobs, settings, equipment: store } = this.#services;
    const equipment = await store.read();
    if (equipment.types.length === 0) return 0;
    const [{ business }, waiting] = await Promise.all([settings.read(), jobs.waiting()]);
    const today = dayIn(business.time_zone, now);
    return (await readConflicts({ jobs }, { equipment, waiting, today })).length;
  }
}
