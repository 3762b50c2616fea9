/**
 * Bytes under keys with conditional writes: all that Tailboard needs from a place that stores its state.
 *
 * Each adapter in `../adapters/` implements this interface, and `object-store.case.ts` tests every promise made here.
 * Outcomes are values, never exceptions. A bad key, prefix, limit or size is a bug in our own code, so it rejects with a
 * `RangeError`.
 *
 * | outcome         | meaning |
 * |-----------------|---------|
 * | `found`         | the newest bytes under the key |
 * | `missing`       | the key does not exist |
 * | `unchanged`     | the newest version is the one in `unless` |
 * | `stored`        | the write is durable, and every later `get` returns it or a newer write |
 * | `conflict`      | the condition did not hold, or another write was under way |
 * | `deleted`       | the key does not exist, whether or not it existed before |
 * | `unavailable`   | the store could not be reached or refused to work; this call changed nothing and never will |
 * | `indeterminate` | no usable answer arrived; the write may be applied, now or later, or never |
 *
 * A network may deliver one request twice and return the answer to the second delivery. So a `conflict` does not prove
 * that the caller's own write was not applied. After `conflict` and after `indeterminate` the caller reads the key and
 * looks for a mark of its own, such as a write id. Adapters never repeat a write on their own.
 *
 * **Store time.** Every answer carries `at`: the store's own clock at that answer, in milliseconds since the Unix epoch.
 * All processes of one store share that clock, so the rules on retention compare only store times. Its resolution may be
 * as coarse as one second. An answer without a usable time is `unavailable` (a read) or `indeterminate` (a write).
 */
export interface ObjectStore {
  /** The best size for one part of a large value that is split over several keys, in bytes. */
  readonly partBytes: number;
  /** The largest body that `put` accepts, in bytes; at least `partBytes` and at least 3 MB. */
  readonly maxBodyBytes: number;

  /** Returns the newest bytes. They include every write that was confirmed before this call began. */
  get(key: string, options?: { unless?: Version }): Promise<GetOutcome>;
  /** Stores `body` and `headers` under `key` if `condition` holds. A put without headers removes earlier ones. */
  put(key: string, body: Uint8Array, condition: PutCondition, headers?: ObjectHeaders): Promise<PutOutcome>;
  /**
   * Removes the key without a condition. The network may deliver a delete late, so delete only keys that are never
   * created again, or whose loss does no harm. To retire a mutable value, put a tombstone under its version first.
   */
  delete(key: string): Promise<DeleteOutcome>;
  /**
   * Returns the keys that start with `prefix`, ascending by code unit. `after` is exclusive and need not exist. `limit`
   * is 1 to 1,000, by default 1,000. `more` says whether at least one key follows. A key that is written or deleted
   * during the call may be listed or not.
   */
  list(prefix: string, options?: ListOptions): Promise<ListOutcome>;
}

/**
 * Names the bytes and headers under one key. Two versions of a key are equal only if their bytes are equal (an S3
 * version is a hash of the bytes), so a value under compare-and-swap must never return to earlier bytes.
 */
export type Version = string & { readonly version: unique symbol };

/**
 * `absent`: the key must not exist. `{ version }`: that version must be the newest. `any`: no condition; only for values
 * that a late write may overwrite without harm.
 */
export type PutCondition = { version: Version } | "absent" | "any";

/**
 * The headers that a web server which knows only the object sends with it. A bucket behind a CDN is such a server, so
 * each writer of the public store sets them. Objects of the private store have none.
 */
export interface ObjectHeaders {
  contentType: string;
  cacheControl: string;
}

export const sameHeaders = (one: ObjectHeaders | undefined, other: ObjectHeaders): boolean =>
  one?.contentType === other.contentType && one.cacheControl === other.cacheControl;

/** The cause of an `unavailable` read that stays so: the stored bytes are not the bytes that were written. */
export class DamagedObject extends Error {
  override name = "DamagedObject";
}

export interface ListOptions {
  after?: string;
  limit?: number;
}

/** An answer of the store. */
export interface Answered {
  /** Store time, in milliseconds since the Unix epoch. */
  at: number;
}

export interface Unavailable {
  outcome: "unavailable";
  cause: unknown;
}

export interface Indeterminate {
  outcome: "indeterminate";
  cause: unknown;
}

export interface Found extends Answered {
  outcome: "found";
  /** The caller owns these bytes and may change them. */
  body: Uint8Array;
  version: Version;
  /** Exactly the headers of the put; absent if it had none. */
  headers?: ObjectHeaders;
}

export interface Stored extends Answered {
  outcome: "stored";
  version: Version;
}

export interface Listed extends Answered {
  outcome: "listed";
  keys: string[];
  more: boolean;
}

export type GetOutcome =
  | Found
  | ({ outcome: "unchanged" } & Answered)
  | ({ outcome: "missing" } & Answered)
  | Unavailable;
export type PutOutcome = Stored | ({ outcome: "conflict" } & Answered) | Unavailable | Indeterminate;
export type DeleteOutcome = ({ outcome: "deleted" } & Answered) | Unavailable | Indeterminate;
export type ListOutcome = Listed | Unavailable;
