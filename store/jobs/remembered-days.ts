import type { Day } from "../../domain/day.ts";

/** A log, as far as remembering it needs. */
interface Remembered {
  readonly isIdle: boolean;
  readonly known: { readonly jobs: { readonly size: number } } | null;
}

/**
 * One log per day, made when it is first used. The least recently used ones are forgotten, so that memory stays flat for
 * any number of days and jobs. A log that is in use stays, because it is the only queue of its day in this process.
 */
export class RememberedDays<Log extends Remembered> {
  readonly #make: (day: Day) => Log;
  readonly #most: { days: number; jobs: number };
  /** The most recently used is last. */
  readonly #logs = new Map<Day, Log>();

  /** The default of `most` is about 80 MB. */
  constructor(make: (day: Day) => Log, most = { days: 128, jobs: 20_000 }) {
    this.#make = make;
    this.#most = most;
  }

  day(day: Day): Log {
    const known = this.#logs.get(day);
    if (known === undefined) this.#makeRoom();
    else this.#logs.delete(day);
    const used = known ?? this.#make(day);
    this.#logs.set(day, used);
    return used;
  }

  /** Returns the log of a day without remembering it, for a caller that reads each day once. */
  passing(day: Day): Log {
    return this.#logs.get(day) ?? this.#make(day);
  }

  entries(): IterableIterator<[Day, Log]> {
    return this.#logs.entries();
  }

  forget(day: Day): void {
    if (this.#logs.get(day)?.isIdle === true) this.#logs.delete(day);
  }

  #makeRoom(): void {
    let jobs = 0;
    for (const log of this.#logs.values()) jobs += jobsOf(log);
    for (const [day, log] of this.#logs) {
      if (this.#logs.size < this.#most.days && jobs <= this.#most.jobs) return;
      if (!log.isIdle) continue;
      jobs -= jobsOf(log);
      this.#logs.delete(day);
    }
  }
}

const jobsOf = ({ known }: Remembered): number => known?.jobs.size ?? 0;
