import type { Clock } from "../../../domain/clock.ts";
import type { Random } from "../../../domain/random.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import { readCalendar } from "./calendar.ts";
import { compact, type Compaction } from "./compaction.ts";
import type { Head } from "./log-head.ts";
import type { LogKind } from "./log-kind.ts";
import type { LogName } from "./log-keys.ts";

export interface CompactorContext {
  objects: ObjectStore;
  clock: Clock;
  random: Random;
  /** Receives errors, because no caller waits for a compaction. */
  report: (error: unknown) => void;
  /** How many bytes of a snapshot justify one more entry that a cold read must read: 16 KB on S3, 4 KB elsewhere. */
  spread_bytes: number;
}

/**
 * Compacts the logs of one process, each when its entries cost a cold reader as much as a snapshot costs to write. A log
 * that a crashed process left above that threshold is compacted by the process that sweeps its due marker, because that
 * appends an entry.
 */
export class Compactor {
  readonly #context: CompactorContext;
  /** Ends when every compaction so far has ended. One after another, because the days of a month share a calendar object. */
  #last: Promise<void> = Promise.resolve();

  constructor(context: CompactorContext) {
    this.#context = context;
  }

  /** Returns the `afterAppend` of one log. */
  of<State, LogRecord>(name: LogName, kind: LogKind<State, LogRecord>): (head: Head<State>) => void {
    const { objects, random, spread_bytes, report } = this.#context;
    const trigger = new Trigger({ objects, name, kind, random }, spread_bytes);
    let isQueued = false;
    return (head) => {
      if (isQueued || !trigger.isDue(head.n)) return;
      isQueued = true;
      this.#last = this.#last
        .then(() => trigger.run(head))
        .catch(report)
        .finally(() => {
          isQueued = false;
        });
    };
  }

  /** Resolves when no compaction is running. A process that is about to stop waits for this. */
  async settled(): Promise<void> {
    // A compaction begins in the turn of the event loop in which its callers were answered.
    await this.#context.clock.sleep(0);
    for (let awaited: Promise<void> | null = null; awaited !== this.#last;) {
      awaited = this.#last;
      await awaited;
    }
  }
}

/** Decides when one log is compacted. */
class Trigger<State, LogRecord> {
  readonly #compaction: Compaction<State, LogRecord>;
  readonly #spread_bytes: number;
  /** The first number at which a compaction can be due. Other processes may have compacted since, so it is a lower bound. */
  #dueAt = entriesBeforeSnapshot;

  constructor(compaction: Compaction<State, LogRecord>, spread_bytes: number) {
    this.#compaction = compaction;
    this.#spread_bytes = spread_bytes;
  }

  isDue(n: number): boolean {
    return n >= this.#dueAt;
  }

  async run(head: Head<State>): Promise<void> {
    if (head.n < (await this.#readDueAt())) return;
    await compact(this.#compaction, head);
    await this.#readDueAt();
  }

  async #readDueAt(): Promise<number> {
    const { objects, name } = this.#compaction;
    const { entry } = await readCalendar(objects, name);
    const { n, bytes } = entry.snapshot ?? { n: 0, bytes: 0 };
    this.#dueAt = n + entriesBeforeSnapshot + Math.ceil(bytes / this.#spread_bytes);
    return this.#dueAt;
  }
}

const entriesBeforeSnapshot = 64;
