import { createHmac } from "node:crypto";
import { staleMs, type Budget, type Counter, type Counters, type Taken } from "../counters.ts";
import { UnreadableDocument } from "../job-store.ts";
import { refusal, windowOf, withRoomFor, type CountWindows } from "./count-windows.ts";
import { documentKeys } from "./document-keys.ts";
import type { ProcessContext } from "../jobs/log/open-log.ts";
import type { Decision, JsonObjects } from "./json-objects.ts";
import type { Secrets } from "./secrets.ts";

/**
 * Counts in 64 objects for each kind, by the hash of the name. So simultaneous takes of different names rarely meet in
 * one object, and the number of keys is bounded.
 */
export class CounterObjects implements Counters {
  readonly #context: Pick<ProcessContext, "clock" | "report">;
  readonly #objects: JsonObjects;
  readonly #secrets: Pick<Secrets, "secret">;
  /** Names whose budget was used up when this process last read it. */
  readonly #refused = new Map<string, { endsAt: number; until: number }>();
  #key: Promise<Uint8Array> | null = null;

  constructor(
    context: Pick<ProcessContext, "clock" | "report">,
    objects: JsonObjects,
    secrets: Pick<Secrets, "secret">,
  ) {
    this.#context = context;
    this.#objects = objects;
    this.#secrets = secrets;
  }

  async take(counter: Counter, budget: Budget): Promise<Taken> {
    const { key, hash } = await this.#placeOf(counter);
    const refused = this.#refused.get(hash);
    if (refused !== undefined && refused.until > this.#now) return refusal(refused.endsAt, this.#now);
    const { isTaken, window } = await this.#change(key, (windows) => {
      const now = this.#now;
      const window = windowOf(windows, hash, budget, now);
      if (window.used >= budget.most) return { value: windows, result: { isTaken: false, window } };
      const next = { endsAt: window.endsAt, used: window.used + 1 };
      const value = { ...withRoomFor(windows, hash, now), [hash]: next };
      return { value, result: { isTaken: true, window: next } };
    });
    if (isTaken) return { taken: true, used: window.used };
    this.#rememberRefusal(hash, window.endsAt);
    return refusal(window.endsAt, this.#now);
  }

  async used(counter: Counter): Promise<number> {
    const { key, hash } = await this.#placeOf(counter);
    const windows = await this.#readable(key, () => this.#objects.read<CountWindows>(key));
    const window = windows?.[hash];
    return window !== undefined && window.endsAt > this.#now ? window.used : 0;
  }

  async giveBack(counter: Counter): Promise<void> {
    const { key, hash } = await this.#placeOf(counter);
    this.#refused.delete(hash);
    await this.#change(key, (windows) => {
      const window = windows[hash];
      if (window === undefined || window.used === 0) return { value: windows, result: undefined };
      return { value: { ...windows, [hash]: { ...window, used: window.used - 1 } }, result: undefined };
    });
  }

  async reset(counter: Counter): Promise<void> {
    const { key, hash } = await this.#placeOf(counter);
    this.#refused.delete(hash);
    await this.#change(key, (windows) => {
      if (windows[hash] === undefined) return { value: windows, result: undefined };
      const { [hash]: _closed, ...others } = windows;
      return { value: others, result: undefined };
    });
  }

  async sweep(): Promise<void> {
    for await (const key of this.#objects.keysUnder(documentKeys.counters)) {
      const now = this.#now;
      await this.#readable(key, () =>
        this.#objects.removeIf<CountWindows>(key, (windows) =>
          Object.values(windows).every(({ endsAt }) => endsAt <= now),
        ),
      );
    }
  }

  async #change<Result>(
    key: string,
    decide: (windows: CountWindows) => Decision<CountWindows, Result>,
  ): Promise<Result> {
    return await this.#readable(key, () =>
      this.#objects.change<CountWindows, Result>(key, (value) => {
        const windows = value ?? noWindows;
        const decision = decide(windows);
        return decision.value === windows ? { ...decision, value } : decision;
      }),
    );
  }

  /** Counts matter less than the sign-ins and bookings that wait for them, so a damaged object is removed. */
  async #readable<Result>(key: string, run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      this.#context.report(error);
      await this.#objects.remove(key);
      return await run();
    }
  }

  #rememberRefusal(hash: string, endsAt: number): void {
    this.#refused.delete(hash);
    this.#refused.set(hash, { endsAt, until: Math.min(endsAt, this.#now + staleMs) });
    const [oldest] = this.#refused.keys();
    if (this.#refused.size > maxRefused && oldest !== undefined) this.#refused.delete(oldest);
  }

  async #placeOf({ kind, name }: Counter): Promise<{ key: string; hash: string }> {
    const digest = createHmac("sha256", await this.#hashingKey())
      .update(`${kind} ${name}`)
      .digest();
    const shard = ((digest[0] ?? 0) % shardsPerKind).toString(16).padStart(2, "0");
    return { key: documentKeys.counter(kind, shard), hash: digest.subarray(0, 12).toString("base64url") };
  }

  /** The hash is keyed because there are too few addresses for a plain hash to hide them. */
  async #hashingKey(): Promise<Uint8Array> {
    this.#key ??= this.#secrets.secret("counter");
    try {
      return await this.#key;
    } catch (error) {
      this.#key = null;
      throw error;
    }
  }

  get #now(): number {
    return this.#context.clock.now();
  }
}

const noWindows: CountWindows = {};
const shardsPerKind = 64;
const maxRefused = 10_000;
