import type { ListOptions } from "./object-store.ts";

/** The longest key, in characters. S3 and DynamoDB allow 1,024 bytes; the difference leaves room for an adapter's own prefix. */
export const maxKeyLength = 512;
/** The most keys that one `list` returns. */
export const maxListLimit = 1_000;
/** The smallest `maxBodyBytes` that an adapter may have: a single record of a log must fit into one object. */
export const leastMaxBodyBytes = 3 * 1024 * 1024;

/**
 * Throws a `RangeError` unless `key` is made of `/`-separated segments of `[A-Za-z0-9._-]`. A segment is never empty,
 * `.` or `..`, so a key is also a safe file path and a safe URL path.
 */
export const assertKey = (key: string): void => {
  const isSegment = (text: string): boolean => /^[A-Za-z0-9._-]+$/.test(text) && text !== "." && text !== "..";
  if (key.length <= maxKeyLength && key.split("/").every(isSegment)) return;
  throw new RangeError("Not an object key");
};

/** Throws a `RangeError` unless `body` fits into one object of this store. */
export const assertBody = (body: Uint8Array, maxBodyBytes: number): void => {
  if (body.length <= maxBodyBytes) return;
  throw new RangeError(`A body of ${body.length} bytes exceeds the limit of ${maxBodyBytes}`);
};

/** Returns the options of a `list` with their defaults. Throws a `RangeError` if they or the prefix are not valid. */
export const listRange = (prefix: string, options: ListOptions = {}): { after: string; limit: number } => {
  const { after = "", limit = maxListLimit } = options;
  const isText = (text: string): boolean => text.length <= maxKeyLength && /^[A-Za-z0-9._/-]*$/.test(text);
  if (!isText(prefix) || !isText(after)) throw new RangeError("Not a prefix of object keys");
  if (!Number.isInteger(limit) || limit < 1 || limit > maxListLimit) throw new RangeError("Not a list limit");
  return { after, limit };
};
