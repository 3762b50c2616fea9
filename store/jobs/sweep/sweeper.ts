import type { Clock } from "../../../domain/clock.ts";
import { addDays, type Day } from "../../../domain/day.ts";
import { heldDaysAhead } from "../../../domain/rental/held-days.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import type { DaySettings } from "../day/day-capacity.ts";
import { clearOpenBoard, rollOverdue, type RefreshContext } from "../open-board/refresh.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { tolerate } from "../tolerate.ts";
import { deleteExpiredKeys } from "./expired-keys.ts";
import { deleteExpiredLogs } from "./expired-logs.ts";
import type { HighWaterMarks } from "./high-water-marks.ts";

export interface SweeperContext extends RefreshContext {
  objects: ObjectStore;
  clock: Clock;
  settings: () => Promise<DaySettings>;
  outbox: Pick<Outbox, "drain" | "drainUnmarked">;
  marks: Pick<HighWaterMarks, "raise">;
  /** Ends reservations of this day that no job names. */
  prune: (day: Day) => Promise<unknown>;
  /** Holds equipment that is still out through tomorrow. */
  holdOverdue: () => Promise<void>;
  /** Gives a day the stock of the equipment, and the hours of the settings unless a person set its own. */
  applyHours: (day: Day) => Promise<void>;
}

/**
 * Does what no change triggers: time passed, or a process crashed halfway. Every part may run in any process, at any time,
 * twice. `sweep` runs each minute.
 */
export class Sweeper {
  readonly #context: SweeperContext;
  readonly #ranAt = new Map<string, number>();
  /** Where the next round of keys begins; empty for the first key. */
  #keysAfter = "";

  constructor(context: SweeperContext) {
    this.#context = context;
  }

  async sweep(): Promise<void> {
    const { outbox, marks, objects, report } = this.#context;
    // Links that expired are in the outbox of their day.
    await tolerate(report, async () => void (await outbox.drain()));
    await tolerate(report, () => rollOverdue(this.#context));
    await tolerate(report, () => this.#context.holdOverdue());
    // These read every day that can be booked, so they do not run each minute.
    await this.#every("open board", 5 * minute_ms, () => clearOpenBoard(this.#context));
    await this.#every("days", 5 * minute_ms, () => this.#passDays());
    await this.#every("marks", hour_ms, () => marks.raise());
    await this.#every("keys", hour_ms, async () => {
      this.#keysAfter = await deleteExpiredKeys(objects, { after: this.#keysAfter, most: keysAtOnce, report });
    });
    await this.#every("logs", 24 * hour_ms, () => deleteExpiredLogs(objects, report));
    await this.#every("safety net", 24 * hour_ms, () => this.#drainAll());
  }

  /** Runs a part if its period has passed. A clock that was set back does not stop it for longer than one period. */
  async #every(name: string, period_ms: number, part: () => Promise<void>): Promise<void> {
    const { clock, report } = this.#context;
    const now = clock.now();
    if (Math.abs(now - (this.#ranAt.get(name) ?? -Infinity)) < period_ms) return;
    this.#ranAt.set(name, now);
    await tolerate(report, part);
  }

  async #passDays(): Promise<void> {
    const { prune, applyHours, report } = this.#context;
    for await (const day of this.#daysSince(1)) {
      await tolerate(report, async () => void (await prune(day)));
      await tolerate(report, () => applyHours(day));
    }
  }

  /** Finds work whose marker was lost. Markers are the mechanism, and this is only the safety net. */
  async #drainAll(): Promise<void> {
    const { outbox, report } = this.#context;
    for await (const day of this.#daysSince(93)) await tolerate(report, () => outbox.drainUnmarked(day));
  }

  /** Yields the days that hold something, from some days ago to the last day on which equipment can be held. */
  async *#daysSince(daysAgo: number): AsyncGenerator<Day> {
    const { days, settings, today } = this.#context;
    const rules = await settings();
    const now = await today();
    const last = addDays(now, heldDaysAhead(rules));
    for await (const day of days.days(addDays(now, -daysAgo - 1))) {
      if (day > last) return;
      yield day;
    }
  }
}

const minute_ms = 60_000;
const hour_ms = 3_600_000;
/** 1,000 checks an hour are enough for 24,000 bookings a day. Each key is checked until its 25 hours are over. */
const keysAtOnce = 1_000;
