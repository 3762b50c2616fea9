import { createHash } from "node:crypto";
import { buildPages, stampRelease } from "../web/build.ts";

/** What one build of the pages is: immutable, named by what is in it. */
export interface Release {
  /** The first 12 hexadecimal digits of the SHA-256 over all files. */
  id: string;
  /** By name: `track.html`. Pages carry the id in `<meta name="release">`. */
  files: Map<string, Uint8Array>;
}

/** The same sources always give the same release. */
export const buildRelease = async (): Promise<Release> => {
  const built = await buildPages();
  const hash = createHash("sha256");
  for (const [name, bytes] of [...built].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  const id = hash.digest("hex").slice(0, 12);
  return { id, files: new Map([...built].map(([name, bytes]) => [name, stampRelease(bytes, id)])) };
};
