import type { Random } from "../../../domain/random.ts";
import {
  assertKey,
  type DeleteOutcome,
  type GetOutcome,
  type KeptVersion,
  type ListOutcome,
  type ObjectHeaders,
  type ObjectStore,
  type PutCondition,
  type PutOutcome,
  type Version,
} from "../object-store.ts";

/**
 * What can go wrong with one call.
 *
 * | fault         | told          | the write |
 * |---------------|---------------|-----------|
 * | `doubled`     | what a second delivery of it is told, mostly `conflict` | landed, at the first |
 * | `lost-answer` | `unknown`     | landed |
 * | `late`        | `unknown`     | lands at a later call, under the condition it was sent with, or never |
 * | `unknown`     | `unknown`     | did not land and never will |
 * | `conflict`    | `conflict`    | did not land (a 409 for a race that somebody else lost too) |
 * | `unavailable` | `unavailable` | did not land |
 *
 * A get or a list can only be `unavailable`; other faults chosen for them are passed over.
 */
export type Fault = "doubled" | "lost-answer" | "late" | "unknown" | "conflict" | "unavailable";

export interface Call {
  verb: "get" | "put" | "delete" | "list";
  key: string;
  /** Counts the calls of this store from 0. */
  index: number;
}

/** Asked once for each call. */
export type FaultChoice = (call: Call) => Fault | "none";

/** Each rate is a share of calls, 0 to 1; together at most 1. The same random gives the same faults. */
export const seededFaults =
  (random: Random, rates: Partial<Record<Fault, number>>): FaultChoice =>
  () => {
    let left = random.fraction();
    for (const fault of ["doubled", "lost-answer", "late", "unknown", "conflict", "unavailable"] as const) {
      left -= rates[fault] ?? 0;
      if (left < 0) return fault;
    }
    return "none";
  };

/** A store that lies in every way a bucket can. */
export class FaultyObjectStore implements ObjectStore {
  readonly #inner: ObjectStore;
  readonly #choose: FaultChoice;
  readonly #landsNow: () => boolean;
  #late: (() => Promise<unknown>)[] = [];
  #calls = 0;

  /** `landsNow` is asked before each call, once for every late write in flight; by default never. */
  constructor(inner: ObjectStore, choose: FaultChoice = () => "none", landsNow: () => boolean = () => false) {
    this.#inner = inner;
    this.#choose = choose;
    this.#landsNow = landsNow;
  }

  /** How many late writes are still in flight. */
  get late(): number {
    return this.#late.length;
  }

  /** Lands every late write, oldest first. */
  async landLate(): Promise<void> {
    for (const land of this.#late.splice(0)) await land();
  }

  async get(key: string, options?: { unless?: Version }): Promise<GetOutcome> {
    assertKey(key);
    if ((await this.#next("get", key)) === "unavailable") return { outcome: "unavailable", cause: new Fabricated() };
    return this.#inner.get(key, options);
  }

  async put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome> {
    assertKey(key);
    const sent = new Uint8Array(body);
    return this.#write("put", key, () => this.#inner.put(key, sent, condition, headers));
  }

  async delete(key: string, version: Version): Promise<DeleteOutcome> {
    assertKey(key);
    return this.#write("delete", key, () => this.#inner.delete(key, version));
  }

  async *history(key: string): AsyncGenerator<KeptVersion> {
    yield* this.#inner.history?.(key) ?? [];
  }

  async list(prefix: string, options?: { after?: string; limit?: number }): Promise<ListOutcome> {
    if ((await this.#next("list", prefix)) === "unavailable")
      return { outcome: "unavailable", cause: new Fabricated() };
    return this.#inner.list(prefix, options);
  }

  async #write<O>(verb: "put" | "delete", key: string, send: () => Promise<O>): Promise<O | WriteFault> {
    const fault = await this.#next(verb, key);
    if (fault === "none") return send();
    if (fault === "doubled" || fault === "lost-answer") await send();
    if (fault === "doubled") return send();
    if (fault === "late") this.#late.push(send);
    if (fault === "conflict") return { outcome: "conflict" };
    if (fault === "unavailable") return { outcome: "unavailable", cause: new Fabricated() };
    return { outcome: "unknown", cause: new Fabricated() };
  }

  async #next(verb: Call["verb"], key: string): Promise<Fault | "none"> {
    const waiting = this.#late;
    this.#late = [];
    for (const land of waiting) {
      if (this.#landsNow()) await land();
      else this.#late.push(land);
    }
    return this.#choose({ verb, key, index: this.#calls++ });
  }
}

type WriteFault = { outcome: "conflict" } | { outcome: "unavailable" | "unknown"; cause: unknown };

class Fabricated extends Error {
  override name = "Fabricated";
  constructor() {
    super("A fault made for a test");
  }
}
