/** How a document lies under its key. What was read is never written into; a draft is. */
export interface Codec<D> {
  /** The document where nothing has been written yet. */
  empty(): D | Promise<D>;
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
  /** Write ids of the newest `ringLength` revs, oldest first: the last one made `rev`. */
  ring: string[];
  /** Who wrote here within the last seconds, each once. */
  writers: Writer[];
}

export interface Writer {
  process: string;
  /** How long a cycle takes it, from reading to having written; as far as it came, at its first. */
  cycle_ms: number;
  /** Milliseconds since the epoch. */
  at: number;
  /** The rev that it wrote. Missing in what was written before turns went by it. */
  rev?: number;
}

export const ringLength = 256;

/** A document after one more write. */
export const stamp = <D extends Stamped>(draft: D, base: Stamped, write: string, writers: Writer[]): D => ({
  ...draft,
  rev: base.rev + 1,
  ring: [...base.ring, write].slice(-ringLength),
  writers,
});

/**
 * What a document that was read after a lost answer says of a write made to follow `baseRev`. Beyond the ring
 * nobody can tell, and whoever then guessed "lost" would let it be applied twice.
 */
export const judgeWrite = (document: Stamped, write: string, baseRev: number): "landed" | "lost" | "untold" => {
  if (document.ring.includes(write)) return "landed";
  return document.rev - baseRev <= ringLength ? "lost" : "untold";
};

/** Any JSON value as a document of its own: the value first, for the person who opens it. */
export const jsonCodec = <T>(empty: () => T): Codec<JsonDocument<T>> => ({
  empty: () => ({ rev: 0, ring: [], writers: [], value: empty() }),
  draft: (document) => ({ ...document }),
  encode: ({ value, rev, ring, writers }) =>
    encodeText(
      `{"value":${JSON.stringify(value, null, 1)},\n"rev":${rev},"writers":${JSON.stringify(writers)},"ring":${JSON.stringify(ring.join(" "))}}\n`,
    ),
  decode: (bytes) => {
    const parsed: unknown = JSON.parse(decodeText(bytes));
    if (!isStampedText(parsed) || !("value" in parsed) || !isLike(parsed.value, empty())) throw wrongShape();
    // Only this codec writes under its keys.
    const { ring, ...rest } = parsed as Omit<JsonDocument<T>, "ring"> & { ring: string };
    return { ...rest, ring: splitRing(ring) };
  },
});

/** What every document's text has, whatever else is in it. */
export const isStampedText = (value: unknown): value is object & { rev: number; ring: string; writers: unknown[] } =>
  isRecord(value) &&
  Number.isSafeInteger(value["rev"]) &&
  typeof value["ring"] === "string" &&
  Array.isArray(value["writers"]);

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const wrongShape = (): Error => new SyntaxError("It is JSON, and not of this document's shape");

/** Every field of the empty document is there, and of its kind. Fields that came later may be missing in older ones. */
const isLike = (value: unknown, empty: unknown): boolean => {
  if (empty === null) return value === null || isRecord(value);
  if (!isRecord(empty)) return typeof value === typeof empty && Array.isArray(value) === Array.isArray(empty);
  return (
    isRecord(value) &&
    Object.entries(empty).every(([field, like]) => {
      const there = value[field];
      return there === undefined || there === null || like === null || kindOf(there) === kindOf(like);
    }) &&
    (Object.keys(empty).length === 0 || Object.keys(empty).some((field) => field in value))
  );
};

const kindOf = (value: unknown): string => (Array.isArray(value) ? "array" : typeof value);

export interface JsonDocument<T> extends Stamped {
  value: T;
}

/** Write ids hold no spaces, so the ring is one line of the file. */
export const splitRing = (text: string): string[] => (text === "" ? [] : text.split(" "));

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });
export const encodeText = (text: string): Uint8Array => encoder.encode(text);
export const decodeText = (bytes: Uint8Array): string => decoder.decode(bytes);
