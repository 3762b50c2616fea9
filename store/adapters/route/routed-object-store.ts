import { assertKey, listRange } from "../../port/limits.ts";
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

/** Sends the keys that start with one of `prefixes` to one store, and all other keys to another store. */
export class RoutedObjectStore implements ObjectStore {
  readonly partBytes: number;
  readonly maxBodyBytes: number;
  readonly #prefixes: readonly string[];
  readonly #routed: ObjectStore;
  readonly #rest: ObjectStore;

  constructor({ prefixes, routed, rest }: { prefixes: readonly string[]; routed: ObjectStore; rest: ObjectStore }) {
    this.#prefixes = prefixes;
    this.#routed = routed;
    this.#rest = rest;
    this.partBytes = Math.min(routed.partBytes, rest.partBytes);
    this.maxBodyBytes = Math.min(routed.maxBodyBytes, rest.maxBodyBytes);
  }

  async get(key: string, options?: { unless?: Version }): Promise<GetOutcome> {
    return await this.#storeOf(key).get(key, options);
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    return await this.#storeOf(key).put(key, body, condition, headers);
  }

  async delete(key: string): Promise<DeleteOutcome> {
    return await this.#storeOf(key).delete(key);
  }

  async list(prefix: string, options?: ListOptions): Promise<ListOutcome> {
    const { limit } = listRange(prefix, options);
    if (this.#prefixes.some((each) => prefix.startsWith(each))) return await this.#routed.list(prefix, options);
    const rest = await this.#rest.list(prefix, options);
    if (rest.outcome === "unavailable" || !this.#prefixes.some((each) => each.startsWith(prefix))) return rest;
    // Keys of both stores start with this prefix. Each store returned its first keys, so the first of both are among them.
    const routed = await this.#routed.list(prefix, options);
    if (routed.outcome === "unavailable") return routed;
    const keys = [...rest.keys, ...routed.keys].toSorted();
    return {
      outcome: "listed",
      keys: keys.slice(0, limit),
      more: rest.more || routed.more || keys.length > limit,
      at: Math.max(rest.at, routed.at),
    };
  }

  #storeOf(key: string): ObjectStore {
    assertKey(key);
    return this.#prefixes.some((prefix) => key.startsWith(prefix)) ? this.#routed : this.#rest;
  }
}
