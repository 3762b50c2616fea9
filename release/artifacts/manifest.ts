import { createHash } from "node:crypto";
import { pagesOf, type PageName } from "../../edge/edge-code.ts";
import { dataVersion } from "../../domain/data-version.ts";
import { keys } from "../../store/keys.ts";

/**
 * `releases/<id>/manifest.json`: all files of a release. It does not record when, where or by whom the release was built,
 * so that the same files have the same manifest. The release log records that.
 */
export interface Manifest {
  id: string;
  files: ManifestFile[];
  /** The form of stored jobs that the release reads. Absent in releases from before version 2. */
  data_version?: number;
  /** The API's archive, which is not among the public files. Absent if the API is the server itself. */
  api?: { sha256: string; bytes: number };
}

export interface ManifestFile {
  /** `track.html`, or `assets/…`. All releases share the assets. */
  name: string;
  sha256: string;
  bytes: number;
}

/** A part of a release that can be promoted alone: the value of `--only`. */
export type Part = PageName | "api";

/** Lists the files in upload order: assets first and pages last, so that a page never lacks its assets. */
export const manifestOf = (id: string, files: Map<string, Uint8Array>, api: Uint8Array | null): Manifest => ({
  id,
  data_version: dataVersion,
  ...(api === null ? {} : { api: { sha256: sha256Of(api), bytes: api.length } }),
  files: [...files]
    .map(([name, bytes]) => ({ name, sha256: sha256Of(bytes), bytes: bytes.length }))
    .toSorted((a, b) => uploadOrder(a.name) - uploadOrder(b.name) || (a.name < b.name ? -1 : 1)),
});

const uploadOrder = (name: string): number => (name.startsWith("assets/") ? 0 : name.endsWith(".html") ? 2 : 1);

export const manifestName = "manifest.json";
export const edgeFunctionName = "edge-function.js";
/** The OpenAPI document of the API that these pages were made for. */
export const contractName = "contract.json";

export const printManifest = (manifest: Manifest): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`);

/** Parses the output of `printManifest`. @throws SyntaxError if it is truncated */
export const parseManifest = (bytes: Uint8Array): Manifest => JSON.parse(new TextDecoder().decode(bytes)) as Manifest;

export const pagesIn = ({ files }: Manifest): PageName[] =>
  pagesOf.staging.filter((page) => files.some(({ name }) => name === `${page}.html`));

/** Returns the fixed public names (`/sw.js`, icons) with the paths of their files in this release. */
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
