import type {
  DeleteOutcome,
  GetOutcome,
  ListOptions,
  ListOutcome,
  ObjectHeaders,
  ObjectStore,
  PutCondition,
  PutOutcome,
  Version,
} from "../../port/object-store.ts";
import type { StoreCall } from "./fault.ts";

/** One finished call, as the observer sees it. */
export interface ObservedCall extends Omit<StoreCall, "index"> {
  outcome: string;
  /** Bytes of the body that was sent (put) or received (get); for a list, the characters of its keys. */
  bytes: number;
  /** Why there was no usable answer; null if there was one. */
  cause: unknown;
}

/** Reports every finished call to an observer: for request counts, write health and benchmarks. */
export class ObservedObjectStore implements ObjectStore {
  readonly partBytes: number;
  readonly maxBodyBytes: number;
  readonly #inner: ObjectStore;
  readonly #observe: (call: ObservedCall) => void;

  constructor(inner: ObjectStore, observe: (call: ObservedCall) => void) {
    this.#inner = inner;
    this.#observe = observe;
    this.partBytes = inner.partBytes;
    this.maxBodyBytes = inner.maxBodyBytes;
  }

  async get(key: string, options?: { unless?: Version }): Promise<GetOutcome> {
    const answer = await this.#inner.get(key, options);
    return this.#observed("get", key, answer, answer.outcome === "found" ? answer.body.length : 0);
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    const bytes = body.length;
    return this.#observed("put", key, await this.#inner.put(key, body, condition, headers), bytes);
  }

  async delete(key: string): Promise<DeleteOutcome> {
    return this.#observed("delete", key, await this.#inner.delete(key), 0);
  }

  async list(prefix: string, options?: ListOptions): Promise<ListOutcome> {
    const answer = await this.#inner.list(prefix, options);
    const characters = answer.outcome === "listed" ? answer.keys.reduce((sum, key) => sum + key.length, 0) : 0;
    return this.#observed("list", prefix, answer, characters);
  }

  #observed<Outcome extends { outcome: string; cause?: unknown }>(
    verb: StoreCall["verb"],
    key: string,
    answer: Outcome,
    bytes: number,
  ): Outcome {
    this.#observe({ verb, key, outcome: answer.outcome, bytes, cause: answer.cause ?? null });
    return answer;
  }
}
