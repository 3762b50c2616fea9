import { createHash } from "node:crypto";
import { buildEdgeFunction } from "../../edge/build.ts";
import { emptyRoutingTable, parseEdgeCode } from "../../edge/edge-code.ts";
import { buildPages, stampRelease } from "../../web/build.ts";
import { DeployRefused } from "../deploy-refused.ts";
import { contractName, edgeFunctionName, manifestOf, type Manifest } from "./manifest.ts";

/** The result of a build. Immutable; its id is a hash of its contents. */
export interface Release {
  /** The first 12 hexadecimal digits of the SHA-256 over all files. */
  id: string;
  /** By name: `track.html`, `assets/board-1a2b.js`. Pages carry the id in `<meta name="release">`. */
  files: Map<string, Uint8Array>;
  /** The API's archive. Null if the API is the server itself. */
  api: Uint8Array | null;
  manifest: Manifest;
}

/**
 * Builds a release. The same sources always give the same release, on any machine and at any time. With `buildApi`, the
 * release includes the API's archive, which is also part of its id.
 * @throws DeployRefused if a customer page does not fit into its first 14 KB
 */
export const buildRelease = async ({ contract, buildApi }: BuildOptions = {}): Promise<Release> => {
  const [pages, code, api, described] = await Promise.all([
    buildPages().catch(refuseLargePage),
    buildEdgeFunction({ table: emptyRoutingTable("site") }),
    buildApi?.() ?? null,
    contract,
  ]);
  // The release carries the edge function's logic, so that a promotion never builds.
  const files = new Map([...pages, [edgeFunctionName, new TextEncoder().encode(parseEdgeCode(code).logic)]]);
  if (described !== undefined) files.set(contractName, described);
  return releaseOf(files, api);
};

/** Turns the page build's error for a page that is too large into a refusal. @throws always */
export const refuseLargePage = (error: unknown): never => {
  if (!(error instanceof RangeError)) throw error;
  throw new DeployRefused(
    `The release was not built: ${error.message}.`,
    "Move code that the first screen does not need into the page's later.ts.",
    error,
  );
};

interface BuildOptions {
  /** The contract of the API of the same sources. */
  contract?: Uint8Array | Promise<Uint8Array>;
  buildApi?: () => Promise<Uint8Array>;
}

export const releaseOf = (built: Map<string, Uint8Array>, api: Uint8Array | null = null): Release => {
  const hash = createHash("sha256");
  const parts = new Map(built);
  // No page file can have this name.
  if (api !== null) parts.set("../api.zip", api);
  for (const [name, bytes] of [...parts].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  const id = hash.digest("hex").slice(0, 12);
  const files = new Map([...built].map(([name, bytes]) => [name, isPage(name) ? stampRelease(bytes, id) : bytes]));
  return { id, files, api, manifest: manifestOf(id, files, api) };
};

const isPage = (name: string): boolean => name.endsWith(".html");
