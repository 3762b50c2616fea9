/**
 * Bytes under keys with compare-and-swap: all that Tailboard asks of a bucket.
 *
 * Keys are `/`-separated segments of `[A-Za-z0-9._-]`, never empty, never `.` or `..`; see `../keys.ts`.
 * Outcomes are values, never exceptions. Each adapter bends its technology to them:
 *
 * | outcome       | meaning |
 * |---------------|---------|
 * | `stored`      | durable, and the newest version at that moment |
 * | `conflict`    | another version is current; this write did not land and never will |
 * | `exists`      | put-if-absent found the key; it did not land and never will |
 * | `missing`     | no such key (or it was deleted) |
 * | `unavailable` | the store could not be asked; nothing was changed by this call |
 * | `unknown`     | no trustworthy answer: the write may have landed, or may still land later |
 */
export interface ObjectStore {
  /**
   * The newest confirmed bytes. Never older than any write confirmed before the call. Where versions name bytes (an
   * ETag), a put that changed the headers alone is `unchanged`.
   */
  get(key: string, options?: { unless?: Version }): Promise<GetOutcome>;
  /** Stores `headers` with the object, and a put without any stores none. A wrapper passes them on. */
  put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome>;
  /** Deletes exactly `version`. A deleted key can be created again; versions never repeat. */
  delete(key: string, version: Version): Promise<DeleteOutcome>;
  /** Keys that start with `prefix`, ascending by code unit. `after` is exclusive. Default limit 1,000. */
  list(prefix: string, options?: { after?: string; limit?: number }): Promise<ListOutcome>;
  /**
   * What lies and lay under a key, newest first, as far as it is kept; for whoever recovers a document, who stops at
   * the first that serves. Missing where the store keeps nothing. A deletion is an entry without bytes.
   *
   * Throws `NoHistory` where it cannot go further back, perhaps after what it could give; anything else means that it
   * could not be asked.
   */
  history?(key: string): AsyncIterable<KeptVersion>;
}

/**
 * What a web server that knows only the object answers with it. A bucket behind a CDN is such a server, so each writer of
 * the public store gives these; objects of the private store have none.
 */
export interface ObjectHeaders {
  contentType: string;
  cacheControl: string;
}

export interface KeptVersion {
  /** Only the newest can be replaced; whether it is whole or not, this names it. */
  version: Version;
  /** The bytes as they lie there; null is a deletion. */
  body: Uint8Array | null;
  /** True where the store itself can tell that these are not the bytes that were written. */
  damaged: boolean;
}

/** Nothing earlier is kept, or may be read: the message says why, as a sentence for the person who recovers. */
export class NoHistory extends Error {
  override name = "NoHistory";
}

/** The cause of an `unavailable` that stays: what lies there is not what was written. */
export class DamagedObject extends Error {
  override name = "DamagedObject";
}

/** Opaque, and never the same again for other bytes under that key: an ETag, or a number and a write id. */
export type Version = string & { readonly version: unique symbol };

/** `any` writes whatever is there: only for notes that may be lost, never for state. */
export type PutCondition = { version: Version } | "absent" | "any";

export interface Unavailable {
  outcome: "unavailable";
  cause: unknown;
}
export interface Unknown {
  outcome: "unknown";
  cause: unknown;
}
export interface Found {
  outcome: "found";
  body: Uint8Array;
  version: Version;
  /** Exactly as they were put; left out if they were not, or if the store lacks one of them. */
  headers?: ObjectHeaders;
}
export type GetOutcome = Found | { outcome: "unchanged" } | { outcome: "missing" } | Unavailable;
export type PutOutcome =
  | { outcome: "stored"; version: Version }
  | { outcome: "conflict" }
  | { outcome: "exists" }
  | { outcome: "missing" }
  | Unavailable
  | Unknown;
export type DeleteOutcome =
  | { outcome: "deleted" }
  | { outcome: "conflict" }
  | { outcome: "missing" }
  | Unavailable
  | Unknown;
export type ListOutcome = { outcome: "listed"; keys: string[]; more: boolean } | Unavailable;

/** Keys come from our own code, so a bad one is a fault of ours, not an outcome. */
export const assertKey = (key: string): void => {
  const segments = key.split("/");
  if (segments.every((segment) => /^[A-Za-z0-9._-]+$/.test(segment) && segment !== "." && segment !== "..")) return;
  throw new RangeError("Not an object key");
};
