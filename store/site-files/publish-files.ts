import { StoreUnavailable } from "../job-store.ts";
import { keys } from "../keys.ts";
import { sameHeaders, type Found, type ObjectHeaders, type ObjectStore } from "../port/object-store.ts";

/**
 * Publishes the business's small files at `brand/<name>`. A file that is stored already, with its headers, is not written
 * again. A write of another process in between is kept, because it publishes the same settings or newer ones.
 * Throws `StoreUnavailable` if a file could not be read or written.
 */
export const publishFiles = async (
  objects: ObjectStore,
  files: Map<string, Uint8Array>,
  headersOf: (key: string) => ObjectHeaders,
): Promise<void> => {
  for (const [name, body] of files) {
    const key = keys.brand(name);
    const headers = headersOf(key);
    const there = await objects.get(key);
    if (there.outcome === "unavailable") throw new StoreUnavailable(there.cause);
    if (there.outcome === "found" && isSame(there, body, headers)) continue;
    const put = await objects.put(
      key,
      body,
      there.outcome === "found" ? { version: there.version } : "absent",
      headers,
    );
    if ("cause" in put) throw new StoreUnavailable(put.cause);
  }
};

const isSame = (there: Found, body: Uint8Array, headers: ObjectHeaders): boolean =>
  Buffer.compare(there.body, body) === 0 && sameHeaders(there.headers, headers);
