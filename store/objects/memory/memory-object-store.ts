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

interface Entry {
  /** Counts the writes of this key, deletes too, so that a version never comes twice. */
  number: number;
  /** `undefined` is a tombstone. Never changed in place. */
  body: Uint8Array | undefined;
  headers?: ObjectHeaders | undefined;
}

/** Every call is one atomic step. For tests and for `memory:`, where nothing outlives the process. */
export class MemoryObjectStore implements ObjectStore {
  readonly #entries: Map<string, Entry>;

  constructor(entries: Iterable<[string, Entry]> = []) {
    this.#entries = new Map(entries);
  }

  async get(key: string, options: { unless?: Version } = {}): Promise<GetOutcome> {
    assertKey(key);
    const entry = this.#entries.get(key);
    if (entry?.body === undefined) return { outcome: "missing" };
    const version = versionOf(key, entry);
    if (version === options.unless) return { outcome: "unchanged" };
    const { body, headers } = entry;
    return { outcome: "found", body: new Uint8Array(body), version, ...(headers && { headers: { ...headers } }) };
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    assertKey(key);
    const current = this.#entries.get(key);
    if (condition === "absent" && current?.body !== undefined) return { outcome: "exists" };
    if (typeof condition === "object") {
      if (current?.body === undefined) return { outcome: "missing" };
      if (versionOf(key, current) !== condition.version) return { outcome: "conflict" };
    }
    const number = (current?.number ?? 0) + 1;
    const entry = { number, body: new Uint8Array(body), headers: headers && { ...headers } };
    this.#entries.set(key, entry);
    return { outcome: "stored", version: versionOf(key, entry) };
  }

  async delete(key: string, version: Version): Promise<DeleteOutcome> {
    assertKey(key);
    const current = this.#entries.get(key);
    if (current?.body === undefined) return { outcome: "missing" };
    if (versionOf(key, current) !== version) return { outcome: "conflict" };
    this.#entries.set(key, { number: current.number + 1, body: undefined });
    return { outcome: "deleted" };
  }

  async list(prefix: string, options: { after?: string; limit?: number } = {}): Promise<ListOutcome> {
    const { after = "", limit = 1_000 } = options;
    const keys = [...this.#entries]
      .filter(([key, entry]) => entry.body !== undefined && key.startsWith(prefix) && key > after)
      .map(([key]) => key)
      .toSorted();
    return { outcome: "listed", keys: keys.slice(0, limit), more: keys.length > limit };
  }

  /** Another world that starts from this one's contents; neither sees the other's later writes. */
  clone(): MemoryObjectStore {
    return new MemoryObjectStore(this.#entries);
  }

  /** Tombstones have no body. The bodies are the store's own: to be read, never changed. */
  *entries(): Generator<{
    key: string;
    version: Version;
    body: Uint8Array | undefined;
    headers: ObjectHeaders | undefined;
  }> {
    for (const [key, entry] of this.#entries) {
      const { body, headers } = entry;
      yield { key, version: versionOf(key, entry), body, headers };
    }
  }
}

// Counted by key, not by store: writes to different keys then lead to the same contents in any order, which lets the
// interleaving checker see that two schedules meet.
const versionOf = (key: string, entry: Entry): Version => `${entry.number}:${key}` as Version;
