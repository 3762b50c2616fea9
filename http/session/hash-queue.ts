import { tooManyTries } from "./throttle.ts";

/** The rank of a try: known devices first, then addresses that try for the first time, then all others. */
export interface Turn {
  rank: (typeof ranks)[number];
  /** Within a rank, each of these takes turns. */
  from: string;
}

/**
 * Runs a few hashes simultaneously and queues the others, so that an address with many tries delays only itself. A try
 * is refused if the queue of its rank is full.
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

  /** Two hashes keep two cores busy, leave other threads to the file system, and bound the memory. */
  constructor(atOnce = 2) {
    this.#atOnce = atOnce;
  }

  /** Runs `work` when it is its turn. Throws `too_many_requests` if the queue is full. */
  async run<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) await this.#wait(turn);
    else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  /** Throws `too_many_requests` if the queue is full, before the try costs anything. */
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

  /** Starts the next waiting try, or frees the slot. */
  #next(): void {
    for (const rank of ranks) {
      const lines = this.#waiting[rank];
      for (const [from, [first, ...rest]] of lines) {
        lines.delete(from);
        if (first === undefined) continue;
        // Moves behind the others of its rank.
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
/** A second of hashes on two cores, a few seconds on a busy machine. A longer wait is worse than pressing again. */
const mostWaiting = { known: 50, newcomer: 30, returning: 20 };
const mostWaitingEach = 8;
