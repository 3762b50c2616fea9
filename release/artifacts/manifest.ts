import { createHash } from "node:crypto";
import { pagesOf, type PageName } from "../../edge/edge-code.ts";
import { keys } from "../../store/keys.ts";

/**
 * `releases/<id>/manifest.json`: every file of a release, by name. It says nothing of when, where and by whom it was
 * built, so that the same files have the same manifest; the release log says that.
 */
export interface Manifest {
  id: string;
  files: ManifestFile[];
  /** The archive that the API is updated with; none where the API is the server itself. Never among the public files. */
  api?: { sha256: string; bytes: number };
}

export interface ManifestFile {
  /** `track.html`, or `assets/…`, which all releases share. */
  name: string;
  sha256: string;
  bytes: number;
}

/** A part of a release that can be promoted alone: the value of `--only`. */
export type Part = PageName | "api";

/** In the order in which they are uploaded: what a page asks for is there before the page. */
export const manifestOf = (id: string, files: Map<string, Uint8Array>, api: Uint8Array | null): Manifest => ({
  id,
  ...(api === null ? {} : { api: { sha256: sha256Of(api), bytes: api.length } }),
  files: [...files]
    .map(([name, bytes]) => ({ name, sha256: sha256Of(bytes), bytes: bytes.length }))
    .toSorted((a, b) => turnOf(a.name) - turnOf(b.name) || (a.name < b.name ? -1 : 1)),
});

const turnOf = (name: string): number => (name.startsWith("assets/") ? 0 : name.endsWith(".html") ? 2 : 1);

export const manifestName = "manifest.json";
export const edgeFunctionName = "edge-function.js";
/** The OpenAPI document of the API that these pages were made for. */
export const contractName = "contract.json";

export const printManifest = (manifest: Manifest): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`);

/** Only `printManifest` writes under its key. @throws SyntaxError if it was cut off. */
export const parseManifest = (bytes: Uint8Array): Manifest => JSON.parse(new TextDecoder().decode(bytes)) as Manifest;

export const pagesIn = ({ files }: Manifest): PageName[] =>
  pagesOf.staging.filter((page) => files.some(({ name }) => name === `${page}.html`));

/** Names that the outside may never see change (`/sw.js`, icons), to where this release has them. */
export const fixedIn = ({ id, files }: Manifest): Record<string, string> =>
  Object.fromEntries(
    files
      .filter(
        ({ name }) =>
          !name.endsWith(".html") && !name.startsWith("assets/") && name !== edgeFunctionName && name !== contractName,
      )
      .map(({ name }) => [`/${name}`, `/${keys.releaseFile(id, name)}`]),
  );

/** Returns the SHA-256 in hexadecimal. */
export const sha256Of = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");
