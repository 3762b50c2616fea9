import type { Clock } from "../../../domain/clock.ts";
import type { Random } from "../../../domain/random.ts";
import type {
  DeleteOutcome,
  GetOutcome,
  ListOptions,
  ListOutcome,
  ObjectHeaders,
  ObjectStore,
  PutCondition,
  PutOutcome,
  Unavailable,
  Version,
} from "../../port/object-store.ts";

/**
 * Repeats reads that found the store unavailable, so that one refused connection fails no booking. Writes go through
 * once, because only their caller knows how to resolve a lost answer.
 */
export class RetryingObjectStore implements ObjectStore {
  readonly partBytes: number;
  readonly maxBodyBytes: number;
  readonly #inner: ObjectStore;
  readonly #clock: Pick<Clock, "sleep">;
  readonly #random: Pick<Random, "fraction">;

  constructor(
    inner: ObjectStore,
    { clock, random }: { clock: Pick<Clock, "sleep">; random: Pick<Random, "fraction"> },
  ) {
    this.#inner = inner;
    this.#clock = clock;
    this.#random = random;
    this.partBytes = inner.partBytes;
    this.maxBodyBytes = inner.maxBodyBytes;
  }

  get(key: string, options?: { unless?: Version }): Promise<GetOutcome> {
    return this.#retry(() => this.#inner.get(key, options));
  }

  list(prefix: string, options?: ListOptions): Promise<ListOutcome> {
    return this.#retry(() => this.#inner.list(prefix, options));
  }

  put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    return this.#inner.put(key, body, condition, headers);
  }

  delete(key: string): Promise<DeleteOutcome> {
    return this.#inner.delete(key);
  }

  async #retry<Outcome extends { outcome: string }>(read: () => Promise<Outcome | Unavailable>) {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await read();
      if (answer.outcome !== "unavailable" || attempt === maxAttempts) return answer;
      await this.#clock.sleep(backoff_ms(attempt, this.#random.fraction()));
    }
  }
}

const maxAttempts = 4;
/** 40, 80 and 160 ms, each between half and one and a half times as long. */
const backoff_ms = (attempt: number, fraction: number): number => 20 * 2 ** attempt * (0.5 + fraction);
