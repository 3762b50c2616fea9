import { timingSafeEqual } from "node:crypto";
import { isExpired, type Access, type ApiToken } from "../../domain/access/access.ts";
import { epochOf, instantOf, type Clock } from "../../domain/clock.ts";
import { DomainError } from "../../domain/domain-error.ts";
import { base64url, type Random } from "../../domain/random.ts";
import type { AccessStore } from "../../store/access-store.ts";
import { CallRate } from "./call-rate.ts";
import { hashOf } from "./sessions.ts";

/** The longest time for which a process accepts a token that another process revoked. */
export const staleMs = 5_000;
const touchMs = 3_600_000;

interface Parts {
  access: AccessStore;
  clock: Clock;
  random: Random;
  report: (error: unknown) => void;
  /** False switches off the limit of calls. For tests. */
  limits: boolean;
}

/** Makes and finds API tokens: `tbk_<8 for the id>_<43 of 32 random bytes>`. The store has only their hashes. */
export class ApiTokens {
  readonly #parts: Parts;
  readonly #rate: CallRate;
  /** When this process last recorded a use, by token, in milliseconds. */
  readonly #touched = new Map<string, number>();
  #known: { access: Promise<Access>; until: number } | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#rate = new CallRate(parts.clock);
  }

  /** Returns a new token's id, its secret to show once, and the hash to store. */
  make(): { id: string; secret: string; hash: string } {
    const { random } = this.#parts;
    const id = base64url(random.bytes(6));
    const secret = `tbk_${id}_${base64url(random.bytes(32))}`;
    return { id, secret, hash: hashOf(secret) };
  }

  /** Finds the token with this secret. Throws `token_invalid` if it is unknown, revoked or expired. */
  async find(secret: string): Promise<ApiToken> {
    const id = shape.exec(secret)?.[1];
    const access = id === undefined ? null : await this.#read();
    const token = access?.tokens.find((one) => one.id === id);
    if (token === undefined || !isEqual(token.hash, hashOf(secret)) || isExpired(token, this.#now()))
      throw tokenInvalid();
    return token;
  }

  /** Counts a call. Throws `too_many_requests` past ten a second, with a burst of 50. Records the use once an hour. */
  async use({ id }: ApiToken): Promise<void> {
    if (this.#parts.limits) this.#rate.take(id);
    const now = this.#parts.clock.now();
    const touched = this.#touched.get(id);
    if (touched !== undefined && touched > now - touchMs && touched <= now) return;
    this.#touched.set(id, now);
    try {
      const stored = (await this.#parts.access.lastUses())[id];
      if (stored === undefined || epochOf(stored) <= now - touchMs) await this.#parts.access.noteUse(id, this.#now());
    } catch (error) {
      this.#parts.report(error);
    }
  }

  /** Clears the cache after a change of tokens. */
  forget(): void {
    this.#known = null;
  }

  async #read(): Promise<Access> {
    const now = this.#parts.clock.now();
    const left = this.#known === null ? 0 : this.#known.until - now;
    if (this.#known !== null && left > 0 && left <= staleMs) return await this.#known.access;
    const known = { access: this.#parts.access.read(), until: now + staleMs };
    this.#known = known;
    try {
      return await known.access;
    } catch (error) {
      if (this.#known === known) this.#known = null;
      throw error;
    }
  }

  #now() {
    return instantOf(this.#parts.clock.now());
  }
}

/** True if a bearer token claims to be an API token. */
export const looksLikeApiToken = (bearer: string): boolean => bearer.startsWith("tbk_");

export const tokenInvalid = (): DomainError =>
  new DomainError("token_invalid", "This API token is not valid. It may have expired, or an owner revoked it.");

const isEqual = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const shape = /^tbk_([A-Za-z0-9_-]{8})_[A-Za-z0-9_-]{43}$/;
