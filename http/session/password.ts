import { argon2, scrypt, timingSafeEqual } from "node:crypto";
import type { Random } from "../../domain/random.ts";
import type { Argon2Cost, PasswordHash } from "../../domain/user.ts";
import type { HashQueue, Turn } from "./hash-queue.ts";

/** Makes and checks password hashes. Each costs 19 MiB and 20 to 50 ms of one core. */
export class Passwords {
  readonly #random: Random;
  readonly #queue: HashQueue;
  readonly #cost: Argon2Cost;

  /** What a hash was made with is kept in it, so that `cost` can rise later. */
  constructor(random: Random, queue: HashQueue, cost = owaspCost) {
    this.#random = random;
    this.#queue = queue;
    this.#cost = cost;
  }

  async hash(password: string, turn: Turn = signedIn): Promise<PasswordHash> {
    const salt = this.#random.bytes(16);
    const made = { ...this.#cost, salt: encode(salt), hash: "" };
    return { ...made, hash: encode(await this.#derive(password, made, turn)) };
  }

  /** Null costs as much as a hash that is there: time must not tell whether a login exists. */
  async matches(password: string, kept: PasswordHash | null, turn: Turn = signedIn): Promise<boolean> {
    const derived = await this.#derive(password, kept ?? { ...this.#cost, salt: "", hash: "" }, turn);
    const hash = Buffer.from(kept?.hash ?? "", "base64url");
    return hash.length === derived.length && timingSafeEqual(derived, hash);
  }

  /** Whether a hash was made with less than what is asked now. */
  isOutdated(kept: PasswordHash): boolean {
    if (!("kind" in kept)) return true;
    return kept.memory_kib < this.#cost.memory_kib || kept.passes < this.#cost.passes;
  }

  #derive(password: string, kept: PasswordHash, turn: Turn): Promise<Uint8Array> {
    // The same characters, whichever way a keyboard composes them.
    const typed = password.normalize("NFKC");
    // Argon2 takes no salt of fewer than 8 bytes; the one of a hash that is not there is empty.
    const salt = kept.salt === "" ? new Uint8Array(16) : Buffer.from(kept.salt, "base64url");
    return this.#queue.run(turn, () =>
      "kind" in kept ? argon2id(typed, salt, kept) : scryptKey(typed, salt, kept.cost),
    );
  }
}

const argon2id = (password: string, nonce: Uint8Array, { memory_kib, passes }: Argon2Cost): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    argon2(
      "argon2id",
      { message: password, nonce, memory: memory_kib, passes, parallelism: 1, tagLength: 32 },
      (error, key) => {
        if (error === null) resolve(key);
        else reject(error);
      },
    );
  });

/** As passwords were hashed before. */
const scryptKey = (password: string, salt: Uint8Array, n: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, 32, { N: n, r: 8, p: 1, maxmem: 128 * n * 8 * 2 + 65_536 }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
/** Who is signed in, or at the terminal, waits for no stranger. */
const signedIn: Turn = { rank: "known", from: "signed in" };
/** OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes and one lane. */
const owaspCost: Argon2Cost = { kind: "argon2id", memory_kib: 19_456, passes: 2 };
