import type { Random } from "../../domain/random.ts";
import type { Clock } from "../../domain/clock.ts";
import { DirectoryObjectStore } from "../../store/objects/directory/directory-object-store.ts";
import type { FileSystem } from "../../store/objects/directory/file-system.ts";
import type { Dialect } from "../../store/objects/s3/dialect.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";

/** Where the tortured store lies; goes to each worker as JSON. */
export type Place =
  | { kind: "directory"; folder: string }
  | { kind: "bucket"; endpoint: string; bucket: string; prefix: string; key: string; secret: string; dialect: Dialect };

/**
 * Old versions of the folder are kept for ten seconds instead of ten minutes, and a listing may take one second
 * instead of a minute: the same rule sixty times faster, so that a writer can be stalled for longer than they are kept.
 */
export const sooner = 60;

export const openObjects = async (
  place: Place,
  part: "private" | "public",
  { clock, random, files }: { clock: Clock; random: Random; files?: FileSystem },
): Promise<ObjectStore> => {
  if (place.kind === "directory") {
    const began = performance.now();
    const faster: Clock = { now: () => (performance.now() - began) * sooner, sleep: (ms) => clock.sleep(ms) };
    const store = new DirectoryObjectStore(`${place.folder}/${part}`, {
      clock: faster,
      random,
      retention: { newest: 20, replaced_ms: 600_000 / sooner },
      pruneEvery: 16,
      ...(files === undefined ? {} : { fs: files }),
    });
    return store;
  }
  const { openS3ObjectStore } = await import("../../store/objects/s3/s3-object-store.ts");
  const { bucket, prefix, endpoint, dialect, key, secret } = place;
  return await openS3ObjectStore({
    bucket,
    prefix: `${prefix}/${part}`,
    endpoint,
    dialect,
    credentials: { accessKeyId: key, secretAccessKey: secret },
    // Shorter than in production, so that more answers come too late.
    timeouts: { connect_ms: 2_000, answer_ms: 3_000 },
    clock,
    random,
  });
};
