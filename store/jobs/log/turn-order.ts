import type { Clock } from "../../../domain/clock.ts";
import { epochOf } from "../../../domain/clock.ts";
import type { Random } from "../../../domain/random.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import type { EntryHeader } from "./entry.ts";
import { clearPriority, readPriority, requestPriority } from "./priority-request.ts";

export interface TurnOrderContext {
  objects: ObjectStore;
  /** The key of the log's priority request. */
  priorityKey: string;
  process: string;
  clock: Clock;
  random: Random;
}

/**
 * Decides which of several processes appends next to one log. The store knows no turns: each race has one winner, and a
 * slow process would lose forever. So each process derives the order from the entries it reads. The writers that wrote
 * recently, but not since this process did, go first. Clocks that disagree cost fairness, never correctness.
 */
export class TurnOrder {
  readonly #context: TurnOrderContext;
  readonly #writers = new Map<string, Writer>();
  #newest = 0;
  #conflicts = 0;
  #hasRequested = false;

  constructor(context: TurnOrderContext) {
    this.#context = context;
  }

  /** Call this for each entry that is read or written. */
  observe({ n, process, ms, at }: EntryHeader): void {
    this.#newest = Math.max(this.#newest, n);
    const known = this.#writers.get(process);
    if (known === undefined || known.n < n) this.#writers.set(process, { n, cycle_ms: ms, at_ms: epochOf(at) });
  }

  /**
   * How long this process waits before it looks again, in ms: 0.3 of the cycle times of the writers before it. Looking
   * about three times a cycle costs fewer requests than a turn that is noticed late.
   */
  get queueDelay_ms(): number {
    const own = this.#writers.get(this.#context.process);
    if (own === undefined || this.#conflicts > 0) return 0;
    let ahead_ms = 0;
    for (const [process, { n, cycle_ms, at_ms }] of this.#writers) {
      const missedTwoRounds = n <= this.#newest - 2 * this.#writers.size;
      if (process === this.#context.process || n >= own.n || missedTwoRounds || !this.#isRecent(at_ms)) continue;
      // A much slower writer is not waited for; it requests priority.
      if (cycle_ms <= 2 * own.cycle_ms) ahead_ms += cycle_ms;
    }
    return Math.min(0.3 * ahead_ms, longestWait_ms);
  }

  /** Call this after another entry took the number. The second conflict in a row requests priority. */
  async afterConflict(cycle_ms: number): Promise<void> {
    this.#conflicts += 1;
    if (this.#conflicts < conflictsBeforePriority || this.#hasRequested) return;
    const { objects, priorityKey, process, clock } = this.#context;
    // Hold the request of a slower process: it needs the pause more.
    const other = await readPriority(objects, priorityKey);
    if (other !== null && other.process !== process && this.#isRecent(other.at_ms) && other.cycle_ms > cycle_ms) return;
    await requestPriority(objects, priorityKey, { process, cycle_ms, at_ms: clock.now() });
    this.#hasRequested = true;
  }

  /** Waits after an append, so that other writers get their turn. A process that writes alone never waits. */
  async afterAppend(cycle_ms: number): Promise<void> {
    this.#conflicts = 0;
    const { objects, priorityKey, process, clock, random } = this.#context;
    if (this.#hasRequested) await clearPriority(objects, priorityKey);
    this.#hasRequested = false;
    if (![...this.#writers].some(([name, { at_ms }]) => name !== process && this.#isRecent(at_ms))) return;
    const began_ms = clock.now();
    const request = await readPriority(objects, priorityKey);
    const isForOther = request !== null && request.process !== process && this.#isRecent(request.at_ms);
    const ownBackoff_ms = this.queueDelay_ms === 0 ? cycle_ms * (0.5 + random.fraction()) : 0;
    const backoff_ms = isForOther ? 2 * request.cycle_ms : ownBackoff_ms;
    // The read of the request is part of the back-off.
    const left_ms = Math.min(backoff_ms, longestWait_ms) - Math.max(0, clock.now() - began_ms);
    if (left_ms > 0) await clock.sleep(left_ms);
  }

  /** A time in the future comes from a process whose clock is ahead, and counts as old once it is far away. */
  #isRecent(at_ms: number): boolean {
    return Math.abs(this.#context.clock.now() - at_ms) < recent_ms;
  }
}

interface Writer {
  /** The number of its last entry. */
  n: number;
  /** How long its write cycle takes. */
  cycle_ms: number;
  at_ms: number;
}

const conflictsBeforePriority = 2;
const recent_ms = 5_000;
/** A cycle is as long as a process was suspended in it, so it is bounded. */
const longestWait_ms = 5_000;
