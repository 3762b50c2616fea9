import { freshId, type Random } from "../../../domain/random.ts";
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
  Unavailable,
  Version,
} from "../../port/object-store.ts";
import { classifyWrite } from "./classify.ts";
import type { DynamoDbTransport, Item, ItemWrite, TableAnswer } from "./dynamodb-transport.ts";
import { chunkKeyOf, commonPartition, itemKeyOf, keyOf, partitionIndex, partitionMatches } from "./layout.ts";

/**
 * An object store in one DynamoDB table: one item per object. An object that is too large for one item has its further
 * chunks in items of their own, written in the same transaction. The version is a fresh id for each write.
 */
export class DynamoDbObjectStore implements ObjectStore {
  readonly partBytes = 256 * 1024;
  readonly maxBodyBytes = chunkBytes * maxChunks;
  readonly #transport: DynamoDbTransport;
  readonly #random: Random;
  /** Partitions that the index certainly has. */
  readonly #indexed = new Set<string>([commonPartition]);

  constructor(transport: DynamoDbTransport, random: Random) {
    this.#transport = transport;
    this.#random = random;
  }

  async get(key: string, { unless }: { unless?: Version } = {}): Promise<GetOutcome> {
    assertKey(key);
    for (let attempt = 1; ; attempt += 1) {
      const got = await this.#transport.get(itemKeyOf(key));
      if (!got.ok) return unavailable(got.cause);
      const { at } = got;
      if (got.item === null) return { outcome: "missing", at };
      const item = got.item as ObjectItem;
      const version = item.version as Version;
      if (version === unless) return { outcome: "unchanged", at };
      const body = await this.#readBody(key, item);
      if (body !== null && "outcome" in body) return body;
      const { headers } = item;
      if (body !== null) return { outcome: "found", body, version, ...(headers && { headers }), at };
      if (attempt === maxReads) return unavailable(new Error("The object changed each time it was read"));
    }
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    assertKey(key);
    assertBody(body, this.maxBodyBytes);
    const chunks = chunksOf(body);
    const version = `${chunks.length > 1 ? severalChunks : ""}${freshId(this.#random)}` as Version;
    const indexed = await this.#index(key);
    if (indexed !== null) return indexed;
    const replaced = await this.#chunksBefore(key, condition);
    if ("outcome" in replaced) return replaced;
    const [first = new Uint8Array(), ...further] = chunks;
    const item: ObjectItem = { ...itemKeyOf(key), version, chunks: chunks.length, body: first, headers };
    const writes: ItemWrite[] = [
      { put: item, condition },
      ...further.map((chunk, index): ItemWrite => ({
        put: { ...chunkKeyOf(key, version, index + 1), body: chunk },
        condition: "any",
      })),
      ...replaced.map((remove): ItemWrite => ({ remove })),
    ];
    // A single write costs half of a transaction.
    const put =
      writes.length === 1 ? await this.#transport.put(item, condition) : await this.#transport.transact(writes);
    return put.ok ? { outcome: "stored", version, at: put.at } : classifyWrite(put);
  }

  async delete(key: string): Promise<DeleteOutcome> {
    assertKey(key);
    const removed = await this.#transport.remove(itemKeyOf(key));
    if (!removed.ok) {
      const outcome = classifyWrite(removed);
      // A delete has no condition, so a conflict is another transaction on the item.
      return outcome.outcome === "conflict" ? { outcome: "indeterminate", cause: removed.cause } : outcome;
    }
    let { at } = removed;
    for (const chunk of removed.item === null ? [] : furtherChunks(key, removed.item as ObjectItem)) {
      const answer = await this.#transport.remove(chunk);
      // The object is gone, and a chunk of it may stay.
      if (!answer.ok) return { outcome: "indeterminate", cause: answer.cause };
      at = answer.at;
    }
    return { outcome: "deleted", at };
  }

  async list(prefix: string, options?: ListOptions): Promise<ListOutcome> {
    const { after, limit } = listRange(prefix, options);
    const index = await this.#transport.query(partitionIndex, " ", "~", maxPartitions);
    if (!index.ok) return unavailable(index.cause);
    const common = await this.#listPartition(commonPartition, { prefix, after, limit: limit + 1, at: index.at });
    if (!common.ok) return unavailable(common.cause);
    let { at } = common;
    const ofLogs: string[] = [];
    // The index is in the order of the keys in its partitions.
    for (const partition of index.sks.filter((name) => partitionMatches(name, prefix, after))) {
      const page = await this.#listPartition(partition.replace(/\/$/, ""), { prefix, after, limit: limit + 1, at });
      if (!page.ok) return unavailable(page.cause);
      at = page.at;
      ofLogs.push(...page.keys);
      if (ofLogs.length > limit) break;
    }
    const keys = [...common.keys, ...ofLogs].toSorted();
    return { outcome: "listed", keys: keys.slice(0, limit), more: keys.length > limit, at };
  }

  /** Returns keys of one partition. `at` is the store time of an earlier answer, for a range that is empty. */
  async #listPartition(
    pk: string,
    { prefix, after, limit, at }: { prefix: string; after: string; limit: number; at: number },
  ): Promise<TableAnswer<{ keys: string[] }>> {
    const start = keyOf({ pk, sk: "" });
    const within = (text: string): string => (text.startsWith(start) ? text.slice(start.length) : "");
    // A key follows `after` if its sort key does, unless all of the partition does.
    const from = [within(prefix), after > start ? within(after) : ""].toSorted().at(-1) ?? "";
    // A sort key is never empty, and every character of a key sorts between " " and "~".
    const [first, last] = [from === "" ? " " : from, `${within(prefix)}~`];
    if (first > last) return { ok: true, at, keys: [] };
    const page = await this.#transport.query(pk, first, last, limit + 1);
    if (!page.ok) return page;
    const keys = page.sks.map((sk) => keyOf({ pk, sk })).filter((key) => key > after && key.startsWith(prefix));
    return { ok: true, at: page.at, keys };
  }

  /** Puts the key's partition into the index before its first object. Returns null, or why that failed. */
  async #index(key: string): Promise<Unavailable | null> {
    const { pk } = itemKeyOf(key);
    if (this.#indexed.has(pk)) return null;
    const put = await this.#transport.put({ pk: partitionIndex, sk: `${pk}/` }, "any");
    if (!put.ok) return unavailable(put.cause);
    this.#indexed.add(pk);
    return null;
  }

  /** Returns the whole body; null if a newer write removed a chunk of it. */
  async #readBody(key: string, { version, chunks, body }: ObjectItem): Promise<Uint8Array | Unavailable | null> {
    const bodies = [body];
    for (let chunk = 1; chunk < chunks; chunk += 1) {
      const got = await this.#transport.get(chunkKeyOf(key, version, chunk));
      if (!got.ok) return unavailable(got.cause);
      if (got.item === null) return null;
      bodies.push((got.item as ChunkItem).body);
    }
    return new Uint8Array(Buffer.concat(bodies));
  }

  /** The further chunks of the object that a put replaces. The version says whether there are any. */
  async #chunksBefore(key: string, condition: PutCondition) {
    if (condition === "absent") return [];
    if (condition !== "any" && !condition.version.startsWith(severalChunks)) return [];
    const got = await this.#transport.get(itemKeyOf(key));
    if (!got.ok) return unavailable(got.cause);
    return got.item === null ? [] : furtherChunks(key, got.item as ObjectItem);
  }
}

interface ObjectItem extends Item {
  version: string;
  /** How many items hold the body, this one included. */
  chunks: number;
  body: Uint8Array;
  headers?: ObjectHeaders | undefined;
}

interface ChunkItem extends Item {
  body: Uint8Array;
}

const furtherChunks = (key: string, { version, chunks }: ObjectItem) =>
  Array.from({ length: chunks - 1 }, (_, index) => chunkKeyOf(key, version, index + 1));

const chunksOf = (body: Uint8Array): Uint8Array[] => {
  // A copy, because the SDK sends the bytes after this call returned to its caller.
  const own = new Uint8Array(body);
  const chunks: Uint8Array[] = [];
  for (let from = 0; from === 0 || from < own.length; from += chunkBytes) {
    chunks.push(own.subarray(from, from + chunkBytes));
  }
  return chunks;
};

const unavailable = (cause: unknown): Unavailable => ({ outcome: "unavailable", cause });

/** An item holds 400 KB with its names, and a transaction 4 MB. */
const chunkBytes = 320 * 1024;
const maxChunks = 10;
const maxReads = 5;
/** Begins the version of an object that has further chunks. */
const severalChunks = "+";
const maxPartitions = 100_000;
