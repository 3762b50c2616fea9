import { freshId } from "../../domain/random.ts";
import { OutcomeUnknown, StoreUnavailable, UnreadableDocument } from "../job-store.ts";
import { listKeys } from "../jobs/log/list-keys.ts";
import type { Found, GetOutcome, Version } from "../port/object-store.ts";
import type { ProcessContext } from "../jobs/log/open-log.ts";

/** What a change of an object decides: its next value, and what the caller gets. The same value writes nothing. */
export interface Decision<Value, Result> {
  value: Value | null;
  result: Result;
}

/**
 * JSON values, each under one key and changed by compare-and-swap. For values where losing a change, or applying one
 * twice, does no harm: after a lost answer another process may overwrite the change before this one reads it again. All
 * else is a `DocumentLog`.
 *
 * The bytes of each write have an id of their own, because a store may give equal bytes equal versions. Throws
 * `StoreUnavailable`, `OutcomeUnknown`, and `UnreadableDocument` for bytes that are not what was written.
 */
export class JsonObjects {
  readonly #context: Pick<ProcessContext, "objects" | "clock" | "random">;
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(context: Pick<ProcessContext, "objects" | "clock" | "random">) {
    this.#context = context;
  }

  /** Returns the newest value, or null if the key does not exist. */
  async read<Value>(key: string): Promise<Value | null> {
    const stored = await this.#read(key);
    // Only the caller's own kind of value is under its keys.
    return (stored?.value ?? null) as Value | null;
  }

  /** Returns the newest value and its version, or "same" if that is the `known` version. */
  async readVersion<Value>(
    key: string,
    known: Version | null,
  ): Promise<{ value: Value | null; version: Version | null } | "same"> {
    const got = await this.#context.objects.get(key, known === null ? {} : { unless: known });
    if (got.outcome === "unchanged") return "same";
    const found = foundOrNull(key, got);
    if (found === null) return { value: null, version: null };
    const { value, version } = parseStored(key, found);
    return { value: value as Value, version };
  }

  /**
   * Applies a pure change to the newest value, null if the key does not exist. Changes of this process that wait for the same key
   * go out in one write.
   */
  async change<Value, Result>(key: string, decide: (value: Value | null) => Decision<Value, Result>): Promise<Result> {
    return await new Promise<Result>((resolve, reject) => {
      const waiting: Waiting = {
        decide: (value) => {
          const decision = decide(value as Value | null);
          return { value: decision.value, result: () => resolve(decision.result) };
        },
        reject,
      };
      const queue = this.#waiting.get(key);
      if (queue !== undefined) return void queue.push(waiting);
      this.#waiting.set(key, [waiting]);
      void this.#run(key);
    });
  }

  /** Removes a value that `isOver` accepts. A change that another process makes during the removal may be lost. */
  async removeIf<Value>(key: string, isOver: (value: Value) => boolean): Promise<void> {
    const isRemoved = await this.change<Value, boolean>(key, (value) => {
      const result = value === null || isOver(value);
      return { value: result ? null : value, result };
    });
    if (isRemoved) await this.remove(key);
  }

  /** Removes a value. A delayed delivery may remove it again, so its key must not matter afterwards. */
  async remove(key: string): Promise<void> {
    await this.#repeat(async () => {
      const deleted = await this.#context.objects.delete(key);
      return deleted.outcome === "deleted" ? null : deleted;
    });
  }

  /** Stores an object without an envelope, once and for all. If the key exists, it stays as it is. */
  async putOnce(key: string, value: object): Promise<void> {
    const body = Buffer.from(JSON.stringify(value));
    await this.#repeat(async () => {
      const put = await this.#context.objects.put(key, body, "absent");
      return put.outcome === "stored" || (await this.#get(key)) !== null ? null : put;
    });
  }

  /** Returns an object that `putOnce` stored, or null if the key does not exist. */
  async readOnce(key: string): Promise<object | null> {
    const found = await this.#get(key);
    return found === null ? null : parseObject(key, found.body);
  }

  /** Yields the keys that start with `prefix`, ascending. */
  keysUnder(prefix: string): AsyncGenerator<string> {
    return listKeys(this.#context.objects, prefix);
  }

  async #run(key: string): Promise<void> {
    // Changes of the same turn join the first write.
    await Promise.resolve();
    for (;;) {
      const batch = this.#waiting.get(key)?.splice(0) ?? [];
      if (batch.length === 0) break;
      try {
        for (const settle of await this.#commit(key, batch)) settle();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#waiting.delete(key);
  }

  /** Returns what answers the callers, once their changes are durable. */
  async #commit(key: string, batch: readonly Waiting[]): Promise<(() => void)[]> {
    const { objects, clock, random } = this.#context;
    const write = freshId(random);
    let failure: Error = new StoreUnavailable(null);
    let settle: (() => void)[] = [];
    for (let attempt = 1; ; attempt += 1) {
      const stored = await this.#read(key);
      // An earlier attempt was applied after all. It followed the version that the later ones saw.
      if (stored?.write.startsWith(`${write}.`) === true) return settle;
      if (attempt > maxAttempts) throw failure;
      const before = stored?.value ?? null;
      const decided = decideAll(batch, before);
      settle = decided.settle;
      if (decided.value === before) return settle;
      const body = Buffer.from(JSON.stringify({ value: decided.value, write: `${write}.${attempt}` }));
      const put = await objects.put(key, body, stored === null ? "absent" : { version: stored.version });
      if (put.outcome === "stored") return settle;
      const cause = "cause" in put ? put.cause : new Error("Other processes changed it each time");
      failure = put.outcome === "indeterminate" ? new OutcomeUnknown(cause) : new StoreUnavailable(cause);
      await clock.sleep(backoff_ms(attempt, random.fraction()));
    }
  }

  async #read(key: string): Promise<StoredValue | null> {
    const found = await this.#get(key);
    return found === null ? null : parseStored(key, found);
  }

  async #get(key: string): Promise<Found | null> {
    return foundOrNull(key, await this.#context.objects.get(key));
  }

  /** Repeats a write that does no harm twice, until it has no failure to return. */
  async #repeat(write: () => Promise<unknown>): Promise<void> {
    const { clock, random } = this.#context;
    for (let attempt = 1; ; attempt += 1) {
      const failure = await write();
      if (failure === null) return;
      if (attempt === maxAttempts) throw new StoreUnavailable(new Error("A write failed", { cause: failure }));
      await clock.sleep(backoff_ms(attempt, random.fraction()));
    }
  }
}

interface Waiting {
  decide(value: unknown): { value: unknown; result: () => void };
  reject(error: unknown): void;
}

interface StoredValue {
  value: unknown;
  /** The id of the write and the number of its attempt. */
  write: string;
  version: Version;
}

/** Decides each change on the value that the earlier ones lead to. A change that throws leaves no trace. */
const decideAll = (batch: readonly Waiting[], before: unknown): { value: unknown; settle: (() => void)[] } => {
  let value = before;
  const settle = batch.map(({ decide, reject }) => {
    try {
      const decision = decide(value);
      ({ value } = decision);
      return decision.result;
    } catch (error) {
      return () => reject(error);
    }
  });
  return { value, settle };
};

const foundOrNull = (key: string, got: GetOutcome): Found | null => {
  if (got.outcome === "missing") return null;
  if (got.outcome === "found") return got;
  throw new StoreUnavailable(new Error(`${key} cannot be read`, { cause: got }));
};

const parseStored = (key: string, { body, version }: Found): StoredValue => {
  const parsed = parseObject(key, body);
  if (!("write" in parsed) || typeof parsed.write !== "string" || !("value" in parsed))
    throw new UnreadableDocument(key, new TypeError("It is not a value with a write id"));
  return { value: parsed.value, write: parsed.write, version };
};

const parseObject = (key: string, body: Uint8Array): object => {
  const parsed = parseJson(key, body);
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed;
  throw new UnreadableDocument(key, new TypeError("It is not an object"));
};

const parseJson = (key: string, body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (error) {
    throw new UnreadableDocument(key, error);
  }
};

const maxAttempts = 6;
const backoff_ms = (attempt: number, fraction: number): number => Math.min(1_000, 20 * 2 ** attempt * (0.5 + fraction));
