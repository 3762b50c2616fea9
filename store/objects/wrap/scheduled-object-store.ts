import {
  assertKey,
  type DeleteOutcome,
  type GetOutcome,
  type ListOutcome,
  type ObjectHeaders,
  type ObjectStore,
  type PutCondition,
  type PutOutcome,
  type Version,
} from "../object-store.ts";

/** A call that waits. Whoever grants it sends it, or does not, and says what the caller is told. */
export interface ScheduledCall<Outcome> {
  verb: "get" | "put" | "delete" | "list";
  key: string;
  send(): Promise<Outcome>;
}

export interface Scheduler {
  grant<Outcome>(call: ScheduledCall<Outcome>): Promise<Outcome>;
}

/** Every call waits until the scheduler grants it: for checking all orders in which callers can meet. */
export class ScheduledObjectStore implements ObjectStore {
  readonly #inner: ObjectStore;
  readonly #scheduler: Scheduler;

  constructor(inner: ObjectStore, scheduler: Scheduler) {
    this.#inner = inner;
    this.#scheduler = scheduler;
  }

  async get(key: string, options?: { unless?: Version }): Promise<GetOutcome> {
    assertKey(key);
    return this.#scheduler.grant({ verb: "get", key, send: () => this.#inner.get(key, options) });
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    assertKey(key);
    const sent = new Uint8Array(body);
    return this.#scheduler.grant({ verb: "put", key, send: () => this.#inner.put(key, sent, condition, headers) });
  }

  async delete(key: string, version: Version): Promise<DeleteOutcome> {
    assertKey(key);
    return this.#scheduler.grant({ verb: "delete", key, send: () => this.#inner.delete(key, version) });
  }

  async list(prefix: string, options?: { after?: string; limit?: number }): Promise<ListOutcome> {
    return this.#scheduler.grant({ verb: "list", key: prefix, send: () => this.#inner.list(prefix, options) });
  }
}
