import { StoreUnavailable, UnreadableDocument } from "../job-store.ts";
import { decodeEntry, type Entry } from "../jobs/log/entry.ts";
import { entryKey, type LogName } from "../jobs/log/log-keys.ts";
import type { ObjectStore } from "../port/object-store.ts";

/** One number of a log. `entry` is null if it is missing, or if its bytes are not an entry. */
export interface ReadEntry<LogRecord> {
  n: number;
  key: string;
  entry: Entry<LogRecord> | null;
  /** Null if the store has no object under the key. */
  bytes: Uint8Array | null;
}

/** Yields the entries from `from` to `to` in order, also those that are missing or damaged. It reads several at a time. */
export async function* readEntries<LogRecord>(
  objects: ObjectStore,
  name: LogName,
  { from, to }: { from: number; to: number },
): AsyncGenerator<ReadEntry<LogRecord>> {
  for (let first = from; first <= to; first += window) {
    const last = Math.min(to, first + window - 1);
    const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    yield* await Promise.all(numbers.map((n) => readEntry<LogRecord>(objects, name, n)));
  }
}

/** Throws `StoreUnavailable` if the store does not answer. */
export const readEntry = async <LogRecord>(
  objects: ObjectStore,
  name: LogName,
  n: number,
): Promise<ReadEntry<LogRecord>> => {
  const key = entryKey(name, n);
  const got = await objects.get(key);
  if (got.outcome === "missing") return { n, key, entry: null, bytes: null };
  if (got.outcome !== "found") throw new StoreUnavailable(new Error("A log cannot be read", { cause: got }));
  return { n, key, entry: decodeOrNull<LogRecord>(key, n, got.body), bytes: got.body };
};

const decodeOrNull = <LogRecord>(key: string, n: number, bytes: Uint8Array): Entry<LogRecord> | null => {
  try {
    const entry = decodeEntry<LogRecord>(key, bytes);
    return entry.header.n === n ? entry : null;
  } catch (error) {
    if (error instanceof UnreadableDocument || error instanceof SyntaxError) return null;
    throw error;
  }
};

const window = 16;
