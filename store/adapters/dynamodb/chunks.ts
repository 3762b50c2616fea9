import type { Version } from "../../port/object-store.ts";

/** An item holds 400 KB with its names, and a transaction 4 MB. */
const chunkBytes = 320 * 1024;
const maxChunks = 10;
/** The largest body of one object. */
export const maxBodyBytes = chunkBytes * maxChunks;

/** Returns the body in chunks that each fit into one item; at least one. They are copies of the caller's bytes. */
export const chunksOf = (body: Uint8Array): [Uint8Array, ...Uint8Array[]] => {
  // A copy, because the SDK sends the bytes after this call returned to its caller.
  const own = new Uint8Array(body);
  const further: Uint8Array[] = [];
  for (let from = chunkBytes; from < own.length; from += chunkBytes) {
    further.push(own.subarray(from, from + chunkBytes));
  }
  return [own.subarray(0, chunkBytes), ...further];
};

/** Names a write. A version says how many chunks its object has, so the next write knows which ones to remove. */
export const versionOf = (chunks: number, id: string): Version =>
  (chunks === 1 ? id : `${chunks}${severalChunks}${id}`) as Version;

export const chunkCountOf = (version: string): number => {
  const mark = version.indexOf(severalChunks);
  return mark === -1 ? 1 : Number(version.slice(0, mark));
};

/** Only a version of an object with further chunks has this character. */
export const severalChunks = "+";
