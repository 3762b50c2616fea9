import { objectHeaders } from "../../edge/object-headers.ts";
import { StoreUnavailable } from "../../store/job-store.ts";
import { keys } from "../../store/keys.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import { DeployRefused } from "../deploy-refused.ts";
import { checkFile, type FileState } from "./artifact-store.ts";
import type { Release } from "./build-release.ts";
import { manifestName, printManifest, sha256Of, type Manifest } from "./manifest.ts";

/** A number of files and their total size. */
export interface FileCount {
  files: number;
  bytes: number;
}

/**
 * Uploads the files that are missing or damaged, the manifest last. It never overwrites an intact file.
 * @throws DeployRefused if a stored file has other bytes, StoreUnavailable
 */
export const upload = async (
  { objects, progress }: { objects: ObjectStore; progress: (line: string) => void },
  { id, files, manifest }: Release,
): Promise<{ uploaded: FileCount; unchanged: FileCount }> => {
  const uploaded: FileCount = { files: 0, bytes: 0 };
  const unchanged: FileCount = { files: 0, bytes: 0 };
  const printed = printManifest(manifest);
  const manifestFile = { name: manifestName, bytes: printed.length, sha256: sha256Of(printed) };
  const contents = new Map([...files, [manifestName, printed]]);
  for (const file of [...manifest.files, manifestFile]) {
    const key = keys.releaseFile(id, file.name);
    const state = await checkFile(objects, id, file);
    if (state === "changed")
      throw new DeployRefused(`${key} differs from what was uploaded: another program has overwritten it.`);
    if (isIntact(state)) {
      unchanged.files += 1;
      unchanged.bytes += file.bytes;
      continue;
    }
    progress(`Uploading ${file.name} (${file.bytes} bytes)`);
    const body = contents.get(file.name);
    if (body === undefined) throw new RangeError(`The release has no file ${file.name}`);
    // Over a damaged file without a condition: it has no version, and a late write stores the same bytes.
    const put = await objects.put(key, body, state === "damaged" ? "any" : "absent", objectHeaders(key));
    // The response may be lost, or another deploy may have been first. Then only the stored bytes count.
    if (put.outcome !== "stored" && !isIntact(await checkFile(objects, id, file)))
      throw new StoreUnavailable("cause" in put ? put.cause : null);
    uploaded.files += 1;
    uploaded.bytes += file.bytes;
  }
  return { uploaded, unchanged };
};

/** Counts the files that `upload` would upload, without the manifest. */
export const planUpload = async (objects: ObjectStore, { id, files }: Manifest): Promise<FileCount> => {
  const missing: FileCount = { files: 0, bytes: 0 };
  for (const file of files) {
    if (isIntact(await checkFile(objects, id, file))) continue;
    missing.files += 1;
    missing.bytes += file.bytes;
  }
  return missing;
};

/** The bytes are right. `healHeaders` corrects wrong headers after the upload. */
const isIntact = (state: FileState): boolean => state === "good" || state === "headers";
