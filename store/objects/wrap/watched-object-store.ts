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

/** Tells a watch how each write ended: null where the store answered, else why it did not. */
export class WatchedObjectStore implements ObjectStore {
  readonly #inner: ObjectStore;
  readonly #note: (cause: unknown) => void;
  /** Missing where the store keeps nothing, as of the store within. */
  readonly history?: (key: string) => AsyncIterable<KeptVersion>;

  constructor(inner: ObjectStore, note: (cause: unknown) => void) {
    this.#inner = inner;
    this.#note = note;
    const { history } = inner;
    if (history !== undefined) this.history = (key) => history.call(inner, key);
  }

  get(key: string, options?: { unless?: Version }): Promise<GetOutcome> {
    return this.#inner.get(key, options);
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    return this.#noted(await this.#inner.put(key, body, condition, headers));
  }

  async delete(key: string, version: Version): Promise<DeleteOutcome> {
    return this.#noted(await this.#inner.delete(key, version));
  }

  list(prefix: string, options?: { after?: string; limit?: number }): Promise<ListOutcome> {
    return this.#inner.list(prefix, options);
  }

  #noted<T extends PutOutcome | DeleteOutcome>(told: T): T {
    this.#note(told.outcome === "unavailable" || told.outcome === "unknown" ? told.cause : null);
    return told;
  }
}
