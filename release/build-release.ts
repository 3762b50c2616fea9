import { createHash } from "node:crypto";
import { buildEdgeFunction } from "../edge/build.ts";
import { emptyTable, parseEdgeCode } from "../edge/edge-code.ts";
import { buildPages, stampRelease } from "../web/build.ts";
import { edgeFunctionName, manifestOf, type Manifest } from "./manifest.ts";

/** What one build is: immutable, named by what is in it. */
export interface Release {
  /** The first 12 hexadecimal digits of the SHA-256 over all files. */
  id: string;
  /** By name: `track.html`, `assets/board-1a2b.js`. Pages carry the id in `<meta name="release">`. */
  files: Map<string, Uint8Array>;
  manifest: Manifest;
}

/** The same sources always give the same release, whoever builds it, where and when. */
export const buildRelease = async (): Promise<Release> => {
  const [pages, code] = await Promise.all([buildPages(), buildEdgeFunction({ table: emptyTable("site") })]);
  // The function's logic travels with the pages it was tried with: to promote is never to build.
  return releaseOf(new Map([...pages, [edgeFunctionName, new TextEncoder().encode(parseEdgeCode(code).logic)]]));
};

export const releaseOf = (built: Map<string, Uint8Array>): Release => {
  const hash = createHash("sha256");
  for (const [name, bytes] of [...built].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  const id = hash.digest("hex").slice(0, 12);
  const files = new Map([...built].map(([name, bytes]) => [name, isPage(name) ? stampRelease(bytes, id) : bytes]));
  return { id, files, manifest: manifestOf(id, files) };
};

const isPage = (name: string): boolean => name.endsWith(".html");
