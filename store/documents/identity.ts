import { base64url, freshId, fromBase64url, type Random } from "../../domain/random.ts";
import type { DocumentLog } from "./document-log.ts";
import type { Secrets } from "./secrets.ts";

/** What makes a store this one. */
export interface Identity {
  /** A copy gets another one. */
  id: string;
  /** 32 bytes as base64url. A copy keeps it, so that it finds each contact's opt-out again. */
  contact_salt: string;
}

/** The identity of the store, under `identity/<n>`. It is made when it is first needed. */
export class IdentityLog {
  readonly #log: DocumentLog<Identity | null>;
  readonly #secrets: Pick<Secrets, "secret" | "has">;
  readonly #random: Random;
  /** An identity never changes once it exists. */
  #known: Identity | null = null;

  constructor(log: DocumentLog<Identity | null>, secrets: Pick<Secrets, "secret" | "has">, random: Random) {
    this.#log = log;
    this.#secrets = secrets;
    this.#random = random;
  }

  /** Returns the identity. The first call makes it. */
  async read(): Promise<Identity> {
    this.#known ??= (await this.#log.read()).value;
    if (this.#known !== null) return this.#known;
    // Earlier versions named contacts under this secret. Two processes that start together read the same one.
    const contact_salt = base64url(await this.#secrets.secret("contact"));
    return await this.#keep({ id: freshId(this.#random), contact_salt });
  }

  /** Takes the salt of a backup for a store that has no identity yet. Returns the identity that the store has then. */
  async adopt(contact_salt: string): Promise<Identity> {
    return await this.#keep({ id: freshId(this.#random), contact_salt });
  }

  async salt(): Promise<Uint8Array> {
    return fromBase64url((await this.read()).contact_salt);
  }

  /** False if no contact was ever stored. Until then `read` would write. */
  async isMade(): Promise<boolean> {
    if (this.#known !== null || (await this.#secrets.has("contact"))) return true;
    return (await this.#log.read()).value !== null;
  }

  async #keep(made: Identity): Promise<Identity> {
    const { value } = await this.#log.change((before) => before ?? made);
    if (value === null) throw new RangeError("An identity that was made exists");
    this.#known = value;
    return value;
  }
}
