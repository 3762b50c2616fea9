import { assertBody, assertKey, listRange } from "../../port/limits.ts";
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

/** Returns store time, in milliseconds since the Unix epoch. */
export type StoreTime = () => number;

/**
 * An object store in this process's memory, for tests. Each call is one atomic step, and the caller's clock is store
 * time, so a test moves the time that answers carry.
 */
export class MemoryObjectStore implements ObjectStore {
  readonly partBytes = 8 * 1024 * 1024;
  readonly maxBodyBytes = 64 * 1024 * 1024;
  readonly #now: StoreTime;
  readonly #records: Map<string, Record>;

  constructor(now: StoreTime, records: Iterable<[string, Record]> = []) {
    this.#now = now;
    this.#records = new Map(records);
  }

  async get(key: string, { unless }: { unless?: Version } = {}): Promise<GetOutcome> {
    assertKey(key);
    const at = this.#now();
    const record = this.#records.get(key);
    if (record?.body === undefined) return { outcome: "missing", at };
    const version = versionOf(key, record);
    if (version === unless) return { outcome: "unchanged", at };
    const { body, headers } = record;
    return { outcome: "found", body: new Uint8Array(body), version, ...(headers && { headers: { ...headers } }), at };
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    assertKey(key);
    assertBody(body, this.maxBodyBytes);
    const at = this.#now();
    const current = this.#records.get(key);
    if (!holds(condition, key, current)) return { outcome: "conflict", at };
    const record = {
      writes: (current?.writes ?? 0) + 1,
      body: new Uint8Array(body),
      headers: headers && { ...headers },
    };
    this.#records.set(key, record);
    return { outcome: "stored", version: versionOf(key, record), at };
  }

  async delete(key: string): Promise<DeleteOutcome> {
    assertKey(key);
    const current = this.#records.get(key);
    if (current?.body !== undefined) this.#records.set(key, { writes: current.writes + 1, body: undefined });
    return { outcome: "deleted", at: this.#now() };
  }

  async list(prefix: string, options?: ListOptions): Promise<ListOutcome> {
    const { after, limit } = listRange(prefix, options);
    const keys = [...this.#records]
      .filter(([key, record]) => record.body !== undefined && key.startsWith(prefix) && key > after)
      .map(([key]) => key)
      .toSorted();
    return { outcome: "listed", keys: keys.slice(0, limit), more: keys.length > limit, at: this.#now() };
  }

  /** Returns a second store with the same contents. Later writes to one do not show in the other. */
  clone(now: StoreTime = this.#now): MemoryObjectStore {
    return new MemoryObjectStore(now, this.#records);
  }

  /** Iterates over the contents without copying; the caller must not change the bodies. */
  *contents(): Generator<{ key: string; version: Version; body: Uint8Array; headers: ObjectHeaders | undefined }> {
    for (const [key, record] of this.#records) {
      const { body, headers } = record;
      if (body !== undefined) yield { key, version: versionOf(key, record), body, headers };
    }
  }
}

interface Record {
  /** Counts the writes and deletions of this key, so that no version repeats. */
  writes: number;
  /** Undefined after a deletion. Never changed in place, because clones share it. */
  body: Uint8Array | undefined;
  headers?: ObjectHeaders | undefined;
}

const holds = (condition: PutCondition, key: string, current: Record | undefined): boolean => {
  if (condition === "any") return true;
  if (condition === "absent") return current?.body === undefined;
  return current?.body !== undefined && versionOf(key, current) === condition.version;
};

// Counted by key, not by store: writes to different keys lead to equal contents in any order, so the interleaving
// explorer recognizes two schedules that meet in one state.
const versionOf = (key: string, { writes }: Record): Version => `${writes}:${key}` as Version;
