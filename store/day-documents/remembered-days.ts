import type { Day } from "../../domain/day.ts";

/** A committer as far as remembering it goes. */
interface Remembered {
  readonly idle: boolean;
  /** What it knows of its day. */
  readonly last: { readonly jobs: { readonly size: number } } | null;
}

/**
 * One committer a day, made when it is first asked for. Those least lately used are forgotten, so that memory stays flat
 * however long the history is and however full its days. A busy one stays: it is its document's only queue.
 */
export class RememberedDays<C extends Remembered> {
  readonly #make: (day: Day) => C;
  readonly #most: { days: number; jobs: number };
  /** Last used, last in the map. */
  readonly #days = new Map<Day, C>();

  /** `most` is some 80 MB. */
  constructor(make: (day: Day) => C, most = { days: 128, jobs: 20_000 }) {
    this.#make = make;
    this.#most = most;
  }

  day(day: Day): C {
    const known = this.#days.get(day);
    if (known === undefined) this.#makeRoom();
    else this.#days.delete(day);
    const used = known ?? this.#make(day);
    this.#days.set(day, used);
    return used;
  }

  /** For whoever comes by once: none is remembered for that, and none that is in use forgotten. */
  passing(day: Day): C {
    return this.#days.get(day) ?? this.#make(day);
  }

  /** For who has written a day as a whole and does not come back soon. */
  forget(day: Day): void {
    if (this.#days.get(day)?.idle === true) this.#days.delete(day);
  }

  #makeRoom(): void {
    let jobs = 0;
    for (const committer of this.#days.values()) jobs += jobsOf(committer);
    for (const [day, committer] of this.#days) {
      if (this.#days.size < this.#most.days && jobs <= this.#most.jobs) return;
      if (!committer.idle) continue;
      jobs -= jobsOf(committer);
      this.#days.delete(day);
    }
  }
}

const jobsOf = ({ last }: Remembered): number => last?.jobs.size ?? 0;
