import { createHmac } from "node:crypto";
import { base64url } from "../../domain/random.ts";
import { staleMs, type Budget, type Counter, type Counters, type Taken } from "../counters.ts";
import { UnreadableDocument } from "../job-store.ts";
import { keys } from "../keys.ts";
import type { JsonDocument } from "./codec.ts";
import type { Committer } from "./committer.ts";
import type { Documents } from "./documents.ts";
import { inGroups } from "./parallel.ts";
import type { Secrets } from "./secrets.ts";

/**
 * Counts in 64 small documents a kind, by hash of the name: simultaneous takes of different names rarely meet in one,
 * and the number of keys is bounded, however many names are tried.
 */
export class CounterDocuments implements Counters {
  readonly #documents: Documents;
  readonly #secrets: Pick<Secrets, "secret">;
  readonly #shards = new Map<string, Committer<JsonDocument<Shard>>>();
  /** Names whose budget was used up when last asked. */
  readonly #refused = new Map<string, { endsAt: number; until: number }>();
  #key: Promise<Uint8Array> | null = null;

  constructor(documents: Documents, secrets: Pick<Secrets, "secret">) {
    this.#documents = documents;
    this.#secrets = secrets;
  }

  async take(counter: Counter, budget: Budget): Promise<Taken> {
    const { shard, hash } = await this.#placeOf(counter);
    const now = this.#now;
    const refused = this.#refused.get(hash);
    if (refused !== undefined && refused.until > now) return refusal(refused.endsAt, now);
    const taken = await this.#change(shard, (draft) => {
      const at = this.#now;
      const window = openWindow(draft, hash, budget, at);
      if (window.used >= budget.most) return { result: window, wrote: false };
      const next = { endsAt: window.endsAt, used: window.used + 1 };
      draft.windows = { ...kept(draft.windows, hash, at), [hash]: next };
      return { result: next, wrote: true };
    });
    if (taken.wrote) return { taken: true, used: taken.result.used };
    this.#rememberRefusal(hash, taken.result.endsAt);
    return refusal(taken.result.endsAt, this.#now);
  }

  async used(counter: Counter): Promise<number> {
    const { shard, hash } = await this.#placeOf(counter);
    const { windows } = await this.#readable(shard, async () => (await this.#shard(shard).read()).value);
    const window = windows[hash];
    return window !== undefined && window.endsAt > this.#now ? window.used : 0;
  }

  async giveBack(counter: Counter): Promise<void> {
    const { shard, hash } = await this.#placeOf(counter);
    this.#refused.delete(hash);
    await this.#change(shard, (draft) => {
      const window = draft.windows[hash];
      if (window === undefined || window.used === 0) return { result: undefined, wrote: false };
      draft.windows = { ...draft.windows, [hash]: { ...window, used: window.used - 1 } };
      return { result: undefined, wrote: true };
    });
  }

  async reset(counter: Counter): Promise<void> {
    const { shard, hash } = await this.#placeOf(counter);
    this.#refused.delete(hash);
    await this.#change(shard, (draft) => {
      if (draft.windows[hash] === undefined) return { result: undefined, wrote: false };
      const { [hash]: _closed, ...others } = draft.windows;
      draft.windows = others;
      return { result: undefined, wrote: true };
    });
  }

  async sweep(): Promise<void> {
    const shards: string[] = [];
    for await (const key of this.#documents.keysUnder(keys.counters)) shards.push(key);
    await inGroups(shards, (key) => this.#sweepShard(key));
  }

  async #sweepShard(key: string): Promise<void> {
    const there = await this.#readable(key, async () => await this.#documents.readNote<JsonDocument<Shard>>(key));
    if (there === null) return;
    const now = this.#now;
    if (Object.values(there.value.value.windows).some(({ endsAt }) => endsAt > now)) return;
    // Exactly the version that was read: a count that was taken since stays.
    await this.#documents.medium.objects.delete(key, there.version);
  }

  async #change<R>(
    key: string,
    apply: (draft: Shard) => { result: R; wrote: boolean },
  ): Promise<{ result: R; wrote: boolean }> {
    return await this.#readable(key, () =>
      this.#shard(key).commit({
        apply: (draft) => {
          const value = { ...draft.value };
          const done = apply(value);
          if (done.wrote) draft.value = value;
          return { result: done, wrote: done.wrote };
        },
      }),
    );
  }

  /** Counts are worth less than the sign-ins and bookings that wait for them: a broken document is dropped. */
  async #readable<T>(key: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      this.#documents.medium.report(error);
      await this.#documents.dropNote(key);
      return await ask();
    }
  }

  #shard(key: string): Committer<JsonDocument<Shard>> {
    const known = this.#shards.get(key);
    if (known !== undefined) return known;
    const made = this.#documents.json<Shard>(key, () => ({ windows: {} }));
    this.#shards.set(key, made);
    return made;
  }

  #rememberRefusal(hash: string, endsAt: number): void {
    this.#refused.delete(hash);
    this.#refused.set(hash, { endsAt, until: Math.min(endsAt, this.#now + staleMs) });
    const [oldest] = this.#refused.keys();
    if (this.#refused.size > mostRefused && oldest !== undefined) this.#refused.delete(oldest);
  }

  async #placeOf({ kind, name }: Counter): Promise<{ shard: string; hash: string }> {
    const digest = createHmac("sha256", await this.#hashingKey())
      .update(`${kind} ${name}`)
      .digest();
    const shard = ((digest[0] ?? 0) % shardsPerKind).toString(16).padStart(2, "0");
    return { shard: keys.counter(kind, shard), hash: base64url(digest.subarray(0, 12)) };
  }

  /** The hash is keyed because there are too few addresses for a plain one to hide them. */
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
    return this.#documents.medium.clock.now();
  }
}

interface Shard {
  windows: Record<string, Window>;
}

interface Window {
  /** Milliseconds since the epoch. */
  endsAt: number;
  used: number;
}

const openWindow = ({ windows }: Shard, hash: string, { spanSeconds }: Budget, now: number): Window => {
  const there = windows[hash];
  const longest = now + spanSeconds * 1_000 + clockSlackMs;
  // One that ends too late was opened under a clock that was ahead.
  if (there !== undefined && there.endsAt > now && there.endsAt <= longest) return there;
  return { endsAt: now + spanSeconds * 1_000, used: 0 };
};

/** Room for `hash`: at the bound, ended windows go first, then a quarter of the open ones, those that count least. */
const kept = (windows: Shard["windows"], hash: string, now: number): Shard["windows"] => {
  if (hash in windows || Object.keys(windows).length < namesPerShard) return windows;
  const open = Object.entries(windows).filter(([, { endsAt }]) => endsAt > now);
  if (open.length >= namesPerShard) {
    open.sort(([, a], [, b]) => b.used - a.used || b.endsAt - a.endsAt);
    open.length = Math.ceil(namesPerShard * 0.75);
  }
  return Object.fromEntries(open);
};

const refusal = (endsAt: number, now: number): Taken => ({
  taken: false,
  retryAfterSeconds: Math.max(1, Math.ceil((endsAt - now) / 1_000)),
});

const shardsPerKind = 64;
const namesPerShard = 200;
const mostRefused = 10_000;
/** How far the clocks of two processes may differ. */
const clockSlackMs = 60_000;
