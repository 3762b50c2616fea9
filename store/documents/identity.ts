import { base64url, freshId, fromBase64url } from "../../domain/random.ts";
import type { ProcessContext } from "../jobs/log/open-log.ts";
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
  readonly #process: Pick<ProcessContext, "clock" | "random">;
  /** Only a restore into an empty store changes it. */
  #known: { identity: Identity; until: number } | null = null;

  constructor(
    log: DocumentLog<Identity | null>,
    secrets: Pick<Secrets, "secret" | "has">,
    process: Pick<ProcessContext, "clock" | "random">,
  ) {
    this.#log = log;
    this.#secrets = secrets;
    this.#process = process;
  }

  /** Returns the identity. The first call makes it. Without `fresh` it may be a minute old. */
  async read({ fresh = false } = {}): Promise<Identity> {
    const left = (this.#known?.until ?? 0) - this.#process.clock.now();
    if (this.#known !== null && !fresh && left > 0 && left <= stale_ms) return this.#known.identity;
    const { value } = await this.#log.read();
    if (value !== null) return this.#keep(value);
    // Earlier versions named contacts under this secret. Two processes that start together read the same one.
    const contact_salt = base64url(await this.#secrets.secret("contact"));
    return await this.#change(contact_salt, (before) => before !== null);
  }

  /**
   * Takes the salt of another store. A process that still knows the earlier identity has another id than the one that the
   * store goes live for, so it sends nothing in the meantime.
   */
  async adopt(contact_salt: string): Promise<Identity> {
    return await this.#change(contact_salt, (before) => before?.contact_salt === contact_salt);
  }

  async salt(): Promise<Uint8Array> {
    return fromBase64url((await this.read()).contact_salt);
  }

  /** False if no contact was ever stored. Until then `read` would write. */
  async isMade(): Promise<boolean> {
    if (this.#known !== null || (await this.#secrets.has("contact"))) return true;
    return (await this.#log.read()).value !== null;
  }

  async #change(contact_salt: string, isKept: (before: Identity | null) => boolean): Promise<Identity> {
    const made = { id: freshId(this.#process.random), contact_salt };
    const { value } = await this.#log.change((before) => (isKept(before) ? before : made));
    if (value === null) throw new RangeError("An identity that was made exists");
    return this.#keep(value);
  }

  #keep(identity: Identity): Identity {
    this.#known = { identity, until: this.#process.clock.now() + stale_ms };
    return identity;
  }
}

const stale_ms = 60_000;
