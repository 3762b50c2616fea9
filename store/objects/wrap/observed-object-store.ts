import type {
  DeleteOutcome,
  GetOutcome,
  KeptVersion,
  ListOutcome,
  ObjectHeaders,
  ObjectStore,
  PutCondition,
  PutOutcome,
  Version,
} from "../object-store.ts";

export type Verb = "get" | "put" | "delete" | "list";

export interface Observed {
  calls: number;
  /** Body bytes sent (put) or received (get); for list the characters of its keys. */
  bytes: number;
  /** How often each outcome was told. */
  outcomes: Record<string, number>;
}

/** Counts calls, body bytes and outcomes by verb: what a change costs on a bucket. */
export class ObservedObjectStore implements ObjectStore {
  readonly #inner: ObjectStore;
  #observed = nothing();

  constructor(inner: ObjectStore) {
    this.#inner = inner;
  }

  get observed(): Readonly<Record<Verb, Observed>> {
    return this.#observed;
  }

  reset(): void {
    this.#observed = nothing();
  }

  async get(key: string, options?: { unless?: Version }): Promise<GetOutcome> {
    const got = await this.#inner.get(key, options);
    this.#count("get", got.outcome, got.outcome === "found" ? got.body.length : 0);
    return got;
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    const put = await this.#inner.put(key, body, condition, headers);
    this.#count("put", put.outcome, body.length);
    return put;
  }

  async delete(key: string, version: Version): Promise<DeleteOutcome> {
    const deleted = await this.#inner.delete(key, version);
    this.#count("delete", deleted.outcome, 0);
    return deleted;
  }

  async *history(key: string): AsyncGenerator<KeptVersion> {
    yield* this.#inner.history?.(key) ?? [];
  }

  async list(prefix: string, options?: { after?: string; limit?: number }): Promise<ListOutcome> {
    const listed = await this.#inner.list(prefix, options);
    const characters = listed.outcome === "listed" ? listed.keys.reduce((sum, key) => sum + key.length, 0) : 0;
    this.#count("list", listed.outcome, characters);
    return listed;
  }

  #count(verb: Verb, outcome: string, bytes: number): void {
    const observed = this.#observed[verb];
    observed.calls += 1;
    observed.bytes += bytes;
    observed.outcomes[outcome] = (observed.outcomes[outcome] ?? 0) + 1;
  }
}

const nothing = (): Record<Verb, Observed> => ({
  get: { calls: 0, bytes: 0, outcomes: {} },
  put: { calls: 0, bytes: 0, outcomes: {} },
  delete: { calls: 0, bytes: 0, outcomes: {} },
  list: { calls: 0, bytes: 0, outcomes: {} },
});
