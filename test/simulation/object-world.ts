import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { Take, World } from "./actor.ts";
import { digestOf } from "./digest.ts";

const injected = new Error("A fault of the explorer");

/** A memory store whose every call is a step that the explorer grants. Store time is the explorer's clock. */
export class ObjectWorld implements World<ObjectStore> {
  readonly #clock: { now: () => number };
  readonly #store: MemoryObjectStore;

  constructor(store?: MemoryObjectStore) {
    this.#clock = { now: () => 0 };
    const now = () => this.#clock.now();
    this.#store = store?.clone(now) ?? new MemoryObjectStore(now);
  }

  clone(): ObjectWorld {
    return new ObjectWorld(this.#store);
  }

  direct(now: () => number): ObjectStore {
    this.#clock.now = now;
    return this.#store;
  }

  scheduled(take: Take, now: () => number): ObjectStore {
    const store = this.#store;
    const step = async <Outcome>(label: string, isWrite: boolean, call: () => Promise<Outcome>): Promise<Outcome> => {
      const answer = await take({
        label,
        kind: isWrite ? "write" : "read",
        run: () => {
          this.#clock.now = now;
          return call();
        },
        ...(isWrite ? { doubtful: { outcome: "indeterminate", cause: injected } } : {}),
        refused: { outcome: "unavailable", cause: injected },
      });
      // One of the outcomes of this call, in the words of the port.
      return answer as Outcome;
    };
    return {
      partBytes: store.partBytes,
      maxBodyBytes: store.maxBodyBytes,
      get: (key, options) => step(`get ${key}`, false, () => store.get(key, options)),
      put: (key, body, ...rest) => {
        const sent = new Uint8Array(body);
        return step(`put ${key}`, true, () => store.put(key, sent, ...rest));
      },
      delete: (key) => step(`delete ${key}`, true, () => store.delete(key)),
      list: (prefix, options) => step(`list ${prefix}`, false, () => store.list(prefix, options)),
    };
  }

  fingerprint(): string {
    const lines = [...this.#store.contents()].map(({ key, version, body }) => `${key} ${version} ${digestOf(body)}`);
    return lines.toSorted().join("\n");
  }
}
