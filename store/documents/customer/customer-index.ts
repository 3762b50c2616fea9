import type { Clock } from "../../../domain/clock.ts";
import { shards, shardOf, type CustomerEntry } from "../../../domain/customer/customer-entry.ts";
import type { CustomerId } from "../../../domain/customer/customer-id.ts";
import { inGroups } from "../../jobs/parallel.ts";
import type { Version } from "../../port/object-store.ts";
import { sharing } from "../../sharing.ts";
import { documentKeys } from "../document-keys.ts";
import type { JsonObjects } from "../json-objects.ts";

/**
 * What lists and searches read of all customers, in 32 objects. The records are the authority: the index can be made
 * again from them. This process keeps the objects, and looks for newer ones after 5 seconds.
 */
export class CustomerIndex {
  readonly #objects: JsonObjects;
  readonly #clock: Clock;
  readonly #shards = new Map<string, KeptShard>();
  readonly #refresh = sharing(() => this.#readAll());
  #readAt = -Infinity;
  /** All entries of the kept shards; null after one changed. */
  #all: readonly CustomerEntry[] | null = null;

  constructor(objects: JsonObjects, clock: Clock) {
    this.#objects = objects;
    this.#clock = clock;
  }

  async entries(): Promise<readonly CustomerEntry[]> {
    if (Math.abs(this.#clock.now() - this.#readAt) >= keptFor_ms) await this.#refresh();
    this.#all ??= shards.flatMap((shard) => this.#shards.get(shard)?.entries ?? []);
    return this.#all;
  }

  /** Sets, or with null removes, the entry of a customer. An entry of an older revision changes nothing. */
  async set(id: CustomerId, { rev, entry }: { rev: number; entry: CustomerEntry | null }): Promise<void> {
    const shard = shardOf(id);
    const entries = await this.#objects.change<Shard, CustomerEntry[]>(documentKeys.customerShard(shard), (value) => {
      const before = value?.entries ?? [];
      const known = before.find((one) => one.id === id);
      if (known === undefined ? entry === null : isCurrent(known, rev, entry)) return { value, result: before };
      const others = before.filter((one) => one.id !== id);
      const after = entry === null ? others : [...others, entry];
      return { value: { entries: after }, result: after };
    });
    this.#keep(shard, entries, null);
  }

  /** Returns the stored entries of one shard. Throws `UnreadableDocument`. */
  async read(shard: string): Promise<CustomerEntry[]> {
    return (await this.#objects.read<Shard>(documentKeys.customerShard(shard)))?.entries ?? [];
  }

  /** Puts entries in the place of wrong ones, in one write. An entry that is not the wrong one any more stays. */
  async correct(shard: string, wrong: readonly WrongEntry[]): Promise<void> {
    const entries = await this.#objects.change<Shard, CustomerEntry[]>(documentKeys.customerShard(shard), (value) => {
      const before = value?.entries ?? [];
      const known = new Map(before.map((entry) => [entry.id, entry]));
      const corrections = wrong.filter(({ id, was }) => isSameEntry(known.get(id) ?? null, was));
      if (corrections.length === 0) return { value, result: before };
      const corrected = new Set(corrections.map(({ id }) => id));
      const right = corrections.flatMap(({ entry }) => entry ?? []);
      const after = [...before.filter(({ id }) => !corrected.has(id)), ...right];
      return { value: { entries: after }, result: after };
    });
    this.#keep(shard, entries, null);
  }

  async #readAll(): Promise<void> {
    await inGroups(shards, async (shard) => {
      const known = this.#shards.get(shard)?.version ?? null;
      const read = await this.#objects.readVersion<Shard>(documentKeys.customerShard(shard), known);
      if (read !== "same") this.#keep(shard, read.value?.entries ?? [], read.version);
    });
    this.#readAt = this.#clock.now();
  }

  #keep(shard: string, entries: CustomerEntry[], version: Version | null): void {
    const before = new Map(this.#shards.get(shard)?.entries.map((entry) => [entry.id, entry]));
    // An entry that did not change stays the same object, because a search keeps its folded text.
    const kept = entries.map((entry) => {
      const known = before.get(entry.id);
      return known?.rev === entry.rev ? known : entry;
    });
    this.#shards.set(shard, { entries: kept, version });
    this.#all = null;
  }
}

/** An entry that differs from the record of its customer. `was` is null if it is missing, `entry` if it is left over. */
export interface WrongEntry {
  id: CustomerId;
  was: CustomerEntry | null;
  entry: CustomerEntry | null;
}

export const isSameEntry = (one: CustomerEntry | null, other: CustomerEntry | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

interface Shard {
  entries: CustomerEntry[];
}

interface KeptShard {
  entries: CustomerEntry[];
  /** Null after a write of this process, which does not learn the version. */
  version: Version | null;
}

const isCurrent = (known: CustomerEntry, rev: number, entry: CustomerEntry | null): boolean =>
  known.rev > rev || (known.rev === rev && entry !== null);

const keptFor_ms = 5_000;
