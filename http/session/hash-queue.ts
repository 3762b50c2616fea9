import { tooManyTries } from "./throttle.ts";

/** Whose turn it is: known devices first, then addresses that try for the first time, then all others. */
export interface Turn {
  rank: (typeof ranks)[number];
  /** Within a rank each of these has one turn after another. */
  from: string;
}

/**
 * Lets few hashes run simultaneously and the others wait in turn, so that one address with many tries delays itself and
 * not the others. Bounded: a try that finds its rank full is refused.
 */
export class HashQueue {
  readonly #atOnce: number;
  readonly #waiting: Record<Turn["rank"], Map<string, (() => void)[]>> = {
    known: new Map(),
    newcomer: new Map(),
    returning: new Map(),
  };
  readonly #counts: Record<Turn["rank"], number> = { known: 0, newcomer: 0, returning: 0 };
  #running = 0;

  /** Two keep two cores busy, leave the other threads to the file system, and bound what hashes take of memory. */
  constructor(atOnce = 2) {
    this.#atOnce = atOnce;
  }

  /** Runs `work` when its turn has come. Refuses `too_many_requests` where too many wait. */
  async run<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) await this.#wait(turn);
    else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  /** Refuses `too_many_requests` where too many wait: before a try costs anything. */
  assertRoom({ rank, from }: Turn): void {
    const line = this.#waiting[rank].get(from) ?? [];
    if (line.length >= mostWaitingEach || this.#counts[rank] >= mostWaiting[rank]) throw tooManyTries(1);
  }

  #wait(turn: Turn): Promise<void> {
    this.assertRoom(turn);
    const { rank, from } = turn;
    const lines = this.#waiting[rank];
    const line = lines.get(from) ?? [];
    this.#counts[rank] += 1;
    return new Promise((resolve) => {
      lines.set(from, [...line, resolve]);
    });
  }

  /** Hands the place of the one that ended to the next, or gives it up. */
  #next(): void {
    for (const rank of ranks) {
      const lines = this.#waiting[rank];
      for (const [from, [first, ...rest]] of lines) {
        lines.delete(from);
        if (first === undefined) continue;
        // Behind the others of its rank.
        if (rest.length > 0) lines.set(from, rest);
        this.#counts[rank] -= 1;
        first();
        return;
      }
    }
    this.#running -= 1;
  }
}

const ranks = ["known", "newcomer", "returning"] as const;
/** A second's worth of hashes on two cores, a few seconds' on a busy machine: who waits longer is better told to press again. */
const mostWaiting = { known: 50, newcomer: 30, returning: 20 };
const mostWaitingEach = 8;
