import { timingSafeEqual } from "node:crypto";
import type { Random } from "../../domain/random.ts";
import { isCheaper, type PasswordCost, type PasswordHash } from "../../domain/user.ts";
import { deriveKey, owaspCost } from "./derive-key.ts";
import type { HashQueue, Turn } from "./hash-queue.ts";

/** Makes and checks password hashes. Each takes 19 MiB and 20 to 50 ms of one core. */
export class Passwords {
  readonly #random: Random;
  readonly #queue: HashQueue;
  readonly #cost: PasswordCost;

  /** Each hash records its cost, so `cost` can rise later. */
  constructor(random: Random, queue: HashQueue, cost = owaspCost) {
    this.#random = random;
    this.#queue = queue;
    this.#cost = cost;
  }

  async hash(password: string, turn: Turn = signedIn): Promise<PasswordHash> {
    const salt = encode(this.#random.bytes(16));
    return { ...this.#cost, salt, hash: encode(await this.#derive(password, { ...this.#cost, salt }, turn)) };
  }

  /** Checks a password. Null means an unknown user: hash anyway, so the time does not reveal whether a login exists. */
  async matches(password: string, kept: PasswordHash | null, turn: Turn = signedIn): Promise<boolean> {
    const derived = await this.#derive(password, kept ?? { ...this.#cost, salt: "" }, turn);
    const hash = Buffer.from(kept?.hash ?? "", "base64url");
    return hash.length === derived.length && timingSafeEqual(derived, hash);
  }

  /** True if a hash was made at a lower cost than the current one. */
  isOutdated(kept: PasswordHash): boolean {
    return isCheaper(kept, this.#cost);
  }

  #derive(password: string, hashed: PasswordCost & { salt: string }, turn: Turn): Promise<Uint8Array> {
    // Keyboards compose the same characters differently.
    const typed = password.normalize("NFKC");
    // Argon2 needs a salt of at least 8 bytes; the salt of an unknown user is empty.
    const salt = hashed.salt === "" ? new Uint8Array(16) : Buffer.from(hashed.salt, "base64url");
    return this.#queue.run(turn, () => deriveKey(typed, salt, hashed));
  }
}

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
/** A signed-in person, or one at the terminal, does not wait behind strangers. */
const signedIn: Turn = { rank: "known", from: "signed in" };
