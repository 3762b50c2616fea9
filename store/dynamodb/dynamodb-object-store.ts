import { freshId, type Random } from "../../domain/random.ts";
import type { Clock } from "../../domain/clock.ts";
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
} from "../objects/object-store.ts";
import { judge, type Failure } from "./judge.ts";
import { endOf } from "./layout.ts";
import type { Wire } from "./wire.ts";
import type { Condition, Item, Key, Write } from "./write.ts";

export interface ObjectStoreOptions {
  clock: Clock;
  random: Random;
  /** For how many seconds from its last write on an object under this key is kept at least; null is for good. */
  lifeOf?: (key: string) => number | null;
}

/**
 * The few documents that are not jobs: settings, people, sessions, releases. One item a key; what is too large for one
 * lies in parts, written in the same transaction. The version is made anew for each write, so none comes twice.
 */
export class DynamoDbObjectStore implements ObjectStore {
  readonly #wire: Wire;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #lifeOf: (key: string) => number | null;

  constructor(wire: Wire, { clock, random, lifeOf = () => null }: ObjectStoreOptions) {
    this.#wire = wire;
    this.#clock = clock;
    this.#random = random;
    this.#lifeOf = lifeOf;
  }

  async get(key: string, { unless }: { unless?: Version } = {}): Promise<GetOutcome> {
    const name = nameOf(key);
    for (let attempt = 1; ; attempt += 1) {
      const got = await this.#wire.get(name);
      if (!got.ok) return { outcome: "unavailable", cause: got.cause };
      if (got.item === null) return { outcome: "missing" };
      const item = got.item as ObjectItem;
      const version = item.version as Version;
      if (version === unless) return { outcome: "unchanged" };
      const parts: Uint8Array[] = [item.body];
      for (let index = 1; index < item.parts; index += 1) {
        const part = await this.#wire.get(partOf(key, version, index));
        if (!part.ok) return { outcome: "unavailable", cause: part.cause };
        if (part.item !== null) parts.push((part.item as PartItem).body);
      }
      // Another version came while the parts of this one were read.
      if (parts.length === item.parts) {
        const { headers } = item;
        return { outcome: "found", body: joined(parts), version, ...(headers && { headers }) };
      }
      if (attempt === readsAllowed) return { outcome: "unavailable", cause: new Error("It changed while it was read") };
    }
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    const name = nameOf(key);
    const chunks = chunksOf(body);
    const version = `${chunks.length > 1 ? severalParts : ""}${freshId(this.#random)}` as Version;
    if (chunks.length > partsAllowed)
      return { outcome: "unavailable", cause: new Error("More than a table can take at once") };
    const before = await this.#partsBefore(name, condition);
    if (!before.ok) return { outcome: "unavailable", cause: before.cause };
    const life = this.#lifeOf(key);
    const ttl = life === null ? {} : { ttl: Math.ceil(this.#clock.now() / 1_000) + life };
    const [first = new Uint8Array(), ...more] = chunks;
    const head: ObjectItem = { ...name, version, parts: chunks.length, body: first, headers, ...ttl };
    const writes: Write[] = [
      { put: head, ...(condition === "any" ? {} : { when: conditionFor(condition) }) },
      ...more.map((part, index): Write => ({ put: { ...partOf(key, version, index + 1), body: part, ...ttl } })),
      ...before.keys.map((remove): Write => ({ remove })),
    ];
    const put = await this.#wire.write(writes, freshId(this.#random));
    if (put.ok) return { outcome: "stored", version };
    const refused = judged(put);
    if (refused !== "refused") return refused;
    return condition === "absent" ? { outcome: "exists" } : await this.#lookAtRefusal(name);
  }

  async delete(key: string, version: Version): Promise<DeleteOutcome> {
    const name = nameOf(key);
    const before = await this.#partsBefore(name, { version });
    if (!before.ok) return { outcome: "unavailable", cause: before.cause };
    const writes: Write[] = [
      { remove: name, when: conditionFor({ version }) },
      ...before.keys.map((remove): Write => ({ remove })),
    ];
    const deleted = await this.#wire.write(writes, freshId(this.#random));
    if (deleted.ok) return { outcome: "deleted" };
    const refused = judged(deleted);
    return refused === "refused" ? await this.#lookAtRefusal(name) : refused;
  }

  async list(
    prefix: string,
    { after = "", limit = 1_000 }: { after?: string; limit?: number } = {},
  ): Promise<ListOutcome> {
    const keys: string[] = [];
    const from = prefix > after ? prefix : after;
    // A prefix may be empty, and a key never begins with a blank, nor has it anything beyond `~`.
    const range = { pk: objects, from: from === "" ? " " : from, to: endOf(prefix) };
    if (range.from > range.to) return { outcome: "listed", keys, more: false };
    for (let last: string | undefined; ;) {
      const page = await this.#wire.query({
        ...range,
        limit: limit + 2,
        ...(last === undefined ? {} : { after: last }),
      });
      if (!page.ok) return { outcome: "unavailable", cause: page.cause };
      for (const { sk } of page.items) if (sk > after && sk.startsWith(prefix)) keys.push(sk);
      if (keys.length > limit) return { outcome: "listed", keys: keys.slice(0, limit), more: true };
      if (page.after === null) return { outcome: "listed", keys, more: false };
      last = page.after;
    }
  }

  /** The parts of what is replaced, which go with it. Where that is not what lies there, the condition says so. */
  async #partsBefore(
    name: Key,
    condition: PutCondition,
  ): Promise<{ ok: true; keys: Key[] } | { ok: false; cause: unknown }> {
    if (condition === "absent") return { ok: true, keys: [] };
    // Nearly every object is one item, and the version that its reader had says so.
    if (condition !== "any" && !condition.version.startsWith(severalParts)) return { ok: true, keys: [] };
    const got = await this.#wire.get(name);
    if (!got.ok) return got;
    const there = got.item as ObjectItem | null;
    if (there === null) return { ok: true, keys: [] };
    return {
      ok: true,
      keys: Array.from({ length: there.parts - 1 }, (_, index) => partOf(name.sk, there.version, index + 1)),
    };
  }

  async #lookAtRefusal(
    name: Key,
  ): Promise<{ outcome: "conflict" | "missing" } | { outcome: "unavailable"; cause: unknown }> {
    const got = await this.#wire.get(name);
    if (!got.ok) return { outcome: "conflict" };
    return { outcome: got.item === null ? "missing" : "conflict" };
  }
}

interface ObjectItem extends Item {
  version: string;
  /** How many items it lies in, this one included. */
  parts: number;
  body: Uint8Array;
  headers?: ObjectHeaders | undefined;
}

interface PartItem extends Item {
  body: Uint8Array;
}

const judged = (failure: Failure) => {
  const { kind } = judge(failure);
  if (kind === "refused") return "refused";
  const { cause } = failure;
  // Where another was faster nothing was changed: whoever asks again finds out what is there.
  return kind === "unknown" || kind === "underway"
    ? ({ outcome: "unknown", cause } as const)
    : ({ outcome: "unavailable", cause } as const);
};

const conditionFor = (condition: { version: Version } | "absent"): Condition =>
  condition === "absent"
    ? { text: "attribute_not_exists(#pk)" }
    : { text: "#version = :version", values: { ":version": condition.version } };

const nameOf = (key: string): Key => {
  assertKey(key);
  return { pk: objects, sk: key };
};
const partOf = (key: string, version: string, index: number): Key => ({
  pk: `object#${key}`,
  sk: `${version}#${index}`,
});

const chunksOf = (body: Uint8Array): Uint8Array[] => {
  const chunks: Uint8Array[] = [];
  // A copy: the caller may go on to change its own.
  const own = new Uint8Array(body);
  for (let from = 0; from === 0 || from < own.length; from += partBytes)
    chunks.push(own.subarray(from, from + partBytes));
  return chunks;
};

const joined = (parts: Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const objects = "objects";
const partBytes = 320 * 1024;
/** A transaction takes four megabytes. */
const partsAllowed = 10;
const readsAllowed = 5;
const severalParts = "+";
