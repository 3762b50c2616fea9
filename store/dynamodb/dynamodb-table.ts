import type { Clock } from "../../domain/clock.ts";
import { freshId, type Random } from "../../domain/random.ts";
import { OutcomeUnknown, StoreUnavailable } from "../job-store.ts";
import { judge } from "./judge.ts";
import type { Answer, Range, Wire } from "./wire.ts";
import type { Item, Key, Write } from "./write.ts";

/** All that is said to a table. */
export type Line = Pick<Wire, "get" | "getEach" | "query" | "write">;

/** The table as the store sees it: reads that are tried again, and writes whose outcome is known. */
export class DynamoDbTable {
  readonly #wire: Line;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(wire: Line, { clock, random }: { clock: Clock; random: Random }) {
    this.#wire = wire;
    this.#clock = clock;
    this.#random = random;
  }

  /** Null where there is none. `T` is what the caller alone writes under its keys. */
  async get<T extends Item>(key: Key): Promise<T | null> {
    return (await this.#read(() => this.#wire.get(key))).item as T | null;
  }

  /** Those that are there, in no order. */
  async getEach<T extends Item>(keys: Key[]): Promise<T[]> {
    const items: Item[] = [];
    const batches = Array.from({ length: Math.ceil(keys.length / batchSize) }, (_, index) =>
      keys.slice(index * batchSize, (index + 1) * batchSize),
    );
    const read = async (batch: Key[]) => {
      for (let left = batch, turn = 0; left.length > 0; turn += 1) {
        if (turn > 0) await this.#rest(turn);
        const answer = await this.#read(() => this.#wire.getEach(left));
        items.push(...answer.items);
        left = answer.left;
      }
    };
    // A few at a time: a range of months is thousands of jobs.
    const waiting = batches.values();
    await Promise.all(
      Array.from({ length: Math.min(8, batches.length) }, async () => {
        for (const batch of waiting) await read(batch);
      }),
    );
    return items as T[];
  }

  async query<T extends Item>(range: Range): Promise<T[]> {
    const items: T[] = [];
    for await (const item of this.each<T>(range)) items.push(item);
    return items;
  }

  async *each<T extends Item>(range: Range): AsyncGenerator<T> {
    // Which the table would call a mistake.
    if (range.from > range.to) return;
    for (let after = range.after; ;) {
      const page = await this.#read(() => this.#wire.query({ ...range, ...(after === undefined ? {} : { after }) }));
      yield* page.items as T[];
      if (page.after === null) return;
      after = page.after;
    }
  }

  /**
   * Makes all of these, or none. A lost answer is resolved: the same is sent again under the same name, and `landed`
   * looks for what this change alone could have left. Throws `StoreUnavailable` (nothing was changed) and
   * `OutcomeUnknown`.
   */
  async commit(writes: Write[], landed: () => Promise<boolean>): Promise<"landed" | Refused> {
    const token = freshId(this.#random);
    let doubt: unknown = null;
    let races = 0;
    for (let failures = 0; ;) {
      const answer = await this.#wire.write(writes, token);
      if (answer.ok) return "landed";
      const judged = judge(answer);
      if (judged.kind === "refused") {
        if (doubt !== null && (await this.#look(landed, doubt))) return "landed";
        return { refused: new Set(judged.writes), doubt: doubt !== null };
      }
      if (judged.kind === "unknown" || judged.kind === "underway") doubt ??= answer.cause ?? new Error("unknown");
      if (judged.kind === "raced") races += 1;
      else failures += 1;
      if (failures >= attempts || races >= racesAllowed) {
        if (doubt === null) throw new StoreUnavailable(answer.cause);
        if (await this.#look(landed, doubt)) return "landed";
        throw new OutcomeUnknown(doubt);
      }
      await this.#rest(failures + races);
    }
  }

  async #look(landed: () => Promise<boolean>, doubt: unknown): Promise<boolean> {
    try {
      return await landed();
    } catch (error) {
      throw error instanceof StoreUnavailable ? new OutcomeUnknown(doubt) : error;
    }
  }

  async #read<T>(ask: () => Promise<Answer<T>>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await ask();
      if (answer.ok) return answer;
      if (attempt === attempts) throw new StoreUnavailable(answer.cause);
      await this.#rest(attempt);
    }
  }

  /** Longer each time, and never the same for two. */
  async #rest(attempt: number): Promise<void> {
    await this.#clock.sleep(Math.min(1_000, 10 * 2 ** attempt) * (0.25 + this.#random.fraction()));
  }
}

/** Some conditions did not hold: nothing was changed by the last sending. */
export interface Refused {
  /** Indexes into the writes. */
  refused: Set<number>;
  /** An earlier sending got no answer, and may still land: only a change of what it was conditional on prevents that. */
  doubt: boolean;
}

const attempts = 6;
/** Of a transaction that only others' transactions keep from being carried out. */
const racesAllowed = 40;
const batchSize = 100;
