import { scrypt, timingSafeEqual } from "node:crypto";
import type { Random } from "../../domain/random.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { PasswordHash } from "../../domain/user.ts";

/** Makes and checks password hashes, at most four at once: each takes 32 MB and a tenth of a second. */
export class Passwords {
  readonly #random: Random;
  readonly #cost: number;
  #running = 0;

  /** `cost` is scrypt's N; kept in each hash, so that it can rise without anybody noticing. */
  constructor(random: Random, cost = usualCost) {
    this.#random = random;
    this.#cost = cost;
  }

  async hash(password: string): Promise<PasswordHash> {
    const salt = this.#random.bytes(16);
    return { salt: encode(salt), hash: encode(await this.#derive(password, salt, this.#cost)), cost: this.#cost };
  }

  /** Null stands for nobody: it costs as much as somebody, so that time tells nothing. */
  async matches(password: string, kept: PasswordHash | null): Promise<boolean> {
    const salt = kept === null ? new Uint8Array(16) : Buffer.from(kept.salt, "base64url");
    const derived = await this.#derive(password, salt, kept?.cost ?? this.#cost);
    return kept !== null && timingSafeEqual(derived, Buffer.from(kept.hash, "base64url"));
  }

  async #derive(password: string, salt: Uint8Array, n: number): Promise<Uint8Array> {
    if (this.#running >= mostAtOnce) {
      throw new Refusal("too_many_requests", "Many people are signing in. Try again in a moment.", {
        facts: { retry_after_seconds: 1 },
      });
    }
    this.#running += 1;
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        // As typed on any keyboard: the same characters, whichever way they were composed.
        scrypt(password.normalize("NFKC"), salt, 32, { N: n, r: 8, p: 1, maxmem: 128 * n * 8 * 2 }, (error, key) => {
          if (error === null) resolve(key);
          else reject(error);
        });
      });
    } finally {
      this.#running -= 1;
    }
  }
}

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const mostAtOnce = 4;
/** 2^15 with r = 8: OWASP's second choice where argon2 is not everywhere at hand. */
const usualCost = 32_768;
