/** How a document lies under its key. What was read is never written into; a draft is. */
export interface Codec<D> {
  /** The document where nothing has been written yet. */
  empty(): D;
  /** A copy that changes may write into. */
  draft(document: D): D;
  encode(document: D): Uint8Array;
  /** `known` is the last document that was read: what did not change need not be parsed again. */
  decode(bytes: Uint8Array, known: D | null): D;
}

/** What every document carries, so that a lost answer can be resolved and writers can be fair. */
export interface Stamped {
  /** Grows by one with each write: equal bytes have equal ETags, so no two writes are equal. */
  rev: number;
  /** The newest `ringLength` writes, oldest first. */
  ring: RingEntry[];
}

export interface RingEntry {
  rev: number;
  write: string;
  process: string;
  /** How long that writer took from reading to writing. */
  cycle_ms: number;
  /** Milliseconds since the epoch. */
  at: number;
}

export const ringLength = 256;

/** Any JSON value as a document of its own. */
export const jsonCodec = <T>(empty: () => T): Codec<JsonDocument<T>> => ({
  empty: () => ({ rev: 0, ring: [], value: empty() }),
  draft: (document) => ({ ...document }),
  encode: (document) => new TextEncoder().encode(`${JSON.stringify(document, null, 1)}\n`),
  // Only this codec writes under its keys.
  decode: (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as JsonDocument<T>,
});

export interface JsonDocument<T> extends Stamped {
  value: T;
}
