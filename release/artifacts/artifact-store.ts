import { objectHeaders } from "../../edge/object-headers.ts";
import { DamagedObject, sameHeaders, type ObjectStore } from "../../store/objects/object-store.ts";
import { keys } from "../../store/keys.ts";
import { StoreUnavailable } from "../../store/job-store.ts";
import { sha256Of, manifestName, parseManifest, type Manifest, type ManifestFile } from "./manifest.ts";

/** Null where there is none. */
export const readObject = async (objects: ObjectStore, key: string): Promise<Uint8Array | null> => {
  const got = await objects.get(key);
  if (got.outcome === "found") return got.body;
  if (got.outcome === "missing") return null;
  throw new StoreUnavailable("cause" in got ? got.cause : null);
};

/** It is uploaded after everything that pages need, so a release without one never was complete. */
export const readManifest = async (objects: ObjectStore, release: string): Promise<Manifest | null> => {
  const bytes = await readObject(objects, keys.releaseFile(release, manifestName));
  return bytes === null ? null : parseManifest(bytes);
};

/** As `readManifest`, for who looks at what may be damaged. */
export const inspectManifest = async (
  objects: ObjectStore,
  release: string,
): Promise<Manifest | "missing" | "damaged"> => {
  const got = await objects.get(keys.releaseFile(release, manifestName));
  if (got.outcome === "unavailable" && got.cause instanceof DamagedObject) return "damaged";
  if (got.outcome === "missing") return "missing";
  if (got.outcome !== "found") throw new StoreUnavailable("cause" in got ? got.cause : null);
  try {
    return parseManifest(got.body);
  } catch {
    return "damaged";
  }
};

export const listKeys = async (objects: ObjectStore, prefix: string): Promise<string[]> => {
  const all: string[] = [];
  for (;;) {
    const after = all.at(-1);
    const listed = await objects.list(prefix, after === undefined ? {} : { after });
    if (listed.outcome === "unavailable") throw new StoreUnavailable(listed.cause);
    all.push(...listed.keys);
    if (!listed.more || listed.keys.length === 0) return all;
  }
};

/** Files that are not there, without reading any. */
export const missingFiles = async (objects: ObjectStore, { id, files }: Manifest): Promise<string[]> => {
  const needsAssets = files.some(({ name }) => name.startsWith(keys.assets));
  const there = new Set([
    ...(await listKeys(objects, keys.releaseFolder(id))),
    ...(needsAssets ? await listKeys(objects, keys.assets) : []),
  ]);
  return files.map(({ name }) => name).filter((name) => !there.has(keys.releaseFile(id, name)));
};

/**
 * `changed`: other bytes than were uploaded. `damaged`: bytes that the store itself knows to be others than were written.
 * `headers`: the bytes are right, and the content type or the cache lifetime stored with them is not.
 */
export type FileState = "good" | "missing" | "changed" | "damaged" | "headers";

/** Reads the file: what lies there is not always what was put there. */
export const checkFile = async (objects: ObjectStore, release: string, file: ManifestFile): Promise<FileState> => {
  const key = keys.releaseFile(release, file.name);
  const got = await objects.get(key);
  if (got.outcome === "missing") return "missing";
  if (got.outcome === "unavailable" && got.cause instanceof DamagedObject) return "damaged";
  if (got.outcome !== "found") throw new StoreUnavailable("cause" in got ? got.cause : null);
  if (sha256Of(got.body) !== file.sha256) return "changed";
  return sameHeaders(got.headers, objectHeaders(key)) ? "good" : "headers";
};
