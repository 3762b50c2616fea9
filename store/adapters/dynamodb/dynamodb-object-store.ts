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
import { chunkCountOf, chunksOf, maxBodyBytes, severalChunks, versionOf } from "./chunks.ts";
import { classifyWrite } from "./classify.ts";
import type { DynamoDbTransport, ItemCondition, ItemWrite, TableAnswer } from "./dynamodb-transport.ts";
import type { Item } from "./item.ts";
import {
  chunkKeyOf,
  commonPartition,
  itemKeyOf,
  keyOf,
  partitionIndex,
  partitionMatches,
  partitionOfAll,
} from "./layout.ts";

/**
 * An object store in one DynamoDB table: one item per object. The version is a fresh id for each write.
 *
 * An object that is too large for one item has further chunks in items of their own. Every write that adds or removes
 * chunks is one transaction with the object's item under a condition on its version. So chunks exist only while an
 * object has them, whenever a process stops and however late a request arrives.
 */
export class DynamoDbObjectStore implements ObjectStore {
  readonly partBytes = 256 * 1024;
  readonly maxBodyBytes = maxBodyBytes;
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
      const { at, item } = got;
      if (item === null) return { outcome: "missing", at };
      const version = (item.version ?? "") as Version;
      if (version === unless) return { outcome: "unchanged", at };
      const read = await this.#readChunks(key, version);
      if (!read.ok) return unavailable(read.cause);
      const { headers, body = new Uint8Array() } = item;
      if (read.chunks !== null) {
        const whole = read.chunks.length === 0 ? body : new Uint8Array(Buffer.concat([body, ...read.chunks]));
        return { outcome: "found", body: whole, version, ...(headers && { headers }), at };
      }
      if (attempt === maxReads) return unavailable(new Error("The object changed each time it was read"));
    }
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    assertKey(key);
    assertBody(body, this.maxBodyBytes);
    const [first, ...further] = chunksOf(body);
    const version = versionOf(1 + further.length, freshId(this.#random));
    const indexed = await this.#index(key);
    if (!indexed.ok) return unavailable(indexed.cause);
    const item: Item = { ...itemKeyOf(key), version, body: first, ...(headers && { headers }) };
    const outcomeOf = (put: TableAnswer<object>): PutOutcome =>
      put.ok ? { outcome: "stored", version, at: put.at } : classifyWrite(put);

    let replaced: ItemCondition = condition;
    if (condition === "any") {
      if (further.length === 0) {
        const outcome = outcomeOf(await this.#transport.write([{ put: item, condition: oneItem }]));
        if (outcome.outcome !== "conflict") return outcome;
      }
      const got = await this.#transport.get(itemKeyOf(key));
      if (!got.ok) return unavailable(got.cause);
      replaced = got.item === null ? "absent" : { version: got.item.version ?? "" };
    }
    const chunks = further.map((chunk, index): ItemWrite => ({
      put: { ...chunkKeyOf(key, index + 1), version, body: chunk },
      condition: "any",
    }));
    const surplus = chunksBefore(key, replaced).slice(further.length);
    return outcomeOf(await this.#transport.write([{ put: item, condition: replaced }, ...chunks, ...surplus]));
  }

  async delete(key: string): Promise<DeleteOutcome> {
    assertKey(key);
    const one = await this.#transport.write([{ remove: itemKeyOf(key), condition: oneItem }]);
    if (one.ok) return { outcome: "deleted", at: one.at };
    const outcome = classifyWrite(one);
    if (outcome.outcome !== "conflict") return outcome;
    const got = await this.#transport.get(itemKeyOf(key));
    if (!got.ok) return unavailable(got.cause);
    if (got.item === null) return { outcome: "deleted", at: got.at };
    const condition = { version: got.item.version ?? "" };
    const all = await this.#transport.write([{ remove: itemKeyOf(key), condition }, ...chunksBefore(key, condition)]);
    if (all.ok) return { outcome: "deleted", at: all.at };
    const failed = classifyWrite(all);
    // The port's delete has no condition, so a conflict is another write on the object.
    return failed.outcome === "conflict" ? { outcome: "indeterminate", cause: all.cause } : failed;
  }

  async list(prefix: string, options?: ListOptions): Promise<ListOutcome> {
    const { after, limit } = listRange(prefix, options);
    const range = { prefix, after, limit: limit + 1 };
    const partition = partitionOfAll(prefix);
    const page = await (partition === null ? this.#listPartitions(range) : this.#listPartition(partition, range));
    if (!page.ok) return unavailable(page.cause);
    const { keys, at } = page;
    return { outcome: "listed", keys: keys.slice(0, limit), more: keys.length > limit, at };
  }

  /** Returns keys of all partitions. */
  async #listPartitions(range: ListRange): Promise<TableAnswer<{ keys: string[] }>> {
    const { prefix, after, limit } = range;
    const common = await this.#listPartition(commonPartition, range);
    if (!common.ok) return common;
    const index = await this.#transport.query(
      partitionIndex,
      prefix === "" ? " " : prefix,
      `${prefix}~`,
      maxPartitions,
    );
    if (!index.ok) return index;
    let { at } = index;
    const ofLogs: string[] = [];
    // The index is in the order of the keys in its partitions.
    for (const name of index.sks.filter((start) => partitionMatches(start, prefix, after))) {
      const page = await this.#listPartition(name.replace(/\/$/, ""), range);
      if (!page.ok) return page;
      at = page.at;
      ofLogs.push(...page.keys);
      if (ofLogs.length >= limit) break;
    }
    return { ok: true, at, keys: [...common.keys, ...ofLogs].toSorted() };
  }

  /** Returns keys of one partition. */
  async #listPartition(pk: string, { prefix, after, limit }: ListRange): Promise<TableAnswer<{ keys: string[] }>> {
    const start = keyOf({ pk, sk: "" });
    const within = (text: string): string => (text.startsWith(start) ? text.slice(start.length) : "");
    // A key follows `after` if its sort key does, unless all of the partition does.
    const from = [within(prefix), after > start ? within(after) : ""].toSorted().at(-1) ?? "";
    // A sort key is never empty, and every character of a key sorts between " " and "~".
    const [first, last] = [from === "" ? " " : from, `${within(prefix)}~`];
    // The table refuses a range that ends before it begins; `after` is then behind every key, and so is the last key.
    const page = await this.#transport.query(pk, first > last ? last : first, last, limit + 1);
    if (!page.ok) return page;
    const keys = page.sks.map((sk) => keyOf({ pk, sk })).filter((key) => key > after && key.startsWith(prefix));
    return { ok: true, at: page.at, keys };
  }

  /** Puts the key's partition into the index before its first object. */
  async #index(key: string): Promise<{ ok: true } | { ok: false; cause: unknown }> {
    const { pk } = itemKeyOf(key);
    if (this.#indexed.has(pk)) return { ok: true };
    const put = await this.#transport.write([{ put: { pk: partitionIndex, sk: `${pk}/` }, condition: "any" }]);
    if (put.ok) this.#indexed.add(pk);
    return put;
  }

  /** Returns the further chunks of an object. `chunks` is null if a newer write replaced one of them. */
  async #readChunks(
    key: string,
    version: Version,
  ): Promise<{ ok: true; chunks: Uint8Array[] | null } | { ok: false; cause: unknown }> {
    const count = chunkCountOf(version) - 1;
    const answers = await Promise.all(
      Array.from({ length: count }, (_, index) => this.#transport.get(chunkKeyOf(key, index + 1))),
    );
    const chunks: Uint8Array[] = [];
    for (const answer of answers) {
      if (!answer.ok) return answer;
      if (answer.item?.version !== version) return { ok: true, chunks: null };
      chunks.push(answer.item.body ?? new Uint8Array());
    }
    return { ok: true, chunks };
  }
}

interface ListRange {
  prefix: string;
  after: string;
  limit: number;
}

/** Removes the further chunks of the object that a write under this condition replaces. */
const chunksBefore = (key: string, condition: ItemCondition): ItemWrite[] => {
  const count = typeof condition === "object" && "version" in condition ? chunkCountOf(condition.version) : 1;
  return Array.from({ length: count - 1 }, (_, index) => ({ remove: chunkKeyOf(key, index + 1), condition: "any" }));
};

const unavailable = (cause: unknown): Unavailable => ({ outcome: "unavailable", cause });

/** The key is missing, or its object is a single item. */
const oneItem: ItemCondition = { versionWithout: severalChunks };
const maxReads = 5;
const maxPartitions = 100_000;
