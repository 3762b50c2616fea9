import { objectHeaders } from "../../edge/object-headers.ts";
import { DamagedObject, sameHeaders, type ObjectStore } from "../../store/port/object-store.ts";
import { keys } from "../../store/keys.ts";
import { StoreUnavailable } from "../../store/job-store.ts";
import { sha256Of, manifestName, parseManifest, type Manifest, type ManifestFile } from "./manifest.ts";

/** Reads an object. Returns null if it does not exist. @throws StoreUnavailable */
export const readObject = async (objects: ObjectStore, key: string): Promise<Uint8Array | null> => {
  const got = await objects.get(key);
  if (got.outcome === "found") return got.body;
  if (got.outcome === "missing") return null;
  throw new StoreUnavailable("cause" in got ? got.cause : null);
};

/** Reads a release's manifest. A deploy uploads it after all other files, so a release without one is incomplete. */
export const readManifest = async (objects: ObjectStore, release: string): Promise<Manifest | null> => {
  const bytes = await readObject(objects, keys.releaseFile(release, manifestName));
  return bytes === null ? null : parseManifest(bytes);
};

/** Like `readManifest`, but returns "damaged" instead of throwing. */
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

/** Lists all keys with a prefix, page by page. @throws StoreUnavailable */
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

/** Returns the names of missing files. It lists keys and reads no file. */
export const missingFiles = async (objects: ObjectStore, { id, files }: Manifest): Promise<string[]> => {
  const needsAssets = files.some(({ name }) => name.startsWith(keys.assets));
  const stored = new Set([
    ...(await listKeys(objects, keys.releaseFolder(id))),
    ...(needsAssets ? await listKeys(objects, keys.assets) : []),
  ]);
  return files.map(({ name }) => name).filter((name) => !stored.has(keys.releaseFile(id, name)));
};

/**
 * `changed`: the bytes differ from the manifest. `damaged`: the store reports that the bytes differ from what was written.
 * `headers`: the bytes are right, but the stored content type or cache lifetime is wrong.
 */
export type FileState = "good" | "missing" | "changed" | "damaged" | "headers";

/** Reads a file and compares it with the manifest. @throws StoreUnavailable */
export const checkFile = async (objects: ObjectStore, release: string, file: ManifestFile): Promise<FileState> => {
  const key = keys.releaseFile(release, file.name);
  const got = await objects.get(key);
  if (got.outcome === "missing") return "missing";
  if (got.outcome === "unavailable" && got.cause instanceof DamagedObject) return "damaged";
  if (got.outcome !== "found") throw new StoreUnavailable("cause" in got ? got.cause : null);
  if (sha256Of(got.body) !== file.sha256) return "changed";
  return sameHeaders(got.headers, objectHeaders(key)) ? "good" : "headers";
};
