import type { Random } from "../../domain/random.ts";
import type { Clock } from "../../domain/clock.ts";
import type { Wire } from "../../store/dynamodb/wire.ts";
import { DirectoryObjectStore } from "../../store/objects/directory/directory-object-store.ts";
import type { FileSystem } from "../../store/objects/directory/file-system.ts";
import type { Dialect } from "../../store/objects/s3/dialect.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";

/** Where the tortured store lies; goes to each worker as JSON. */
export type Place =
  | { kind: "directory"; folder: string }
  | { kind: "bucket"; endpoint: string; bucket: string; prefix: string; key: string; secret: string; dialect: Dialect }
  /** What customers may read lies in a folder. */
  | { kind: "table"; endpoint: string; table: string; prefix: string; folder: string };

/** A handle on it: what is written there, and where views are published. */
export type Kept = { public: ObjectStore } & ({ private: ObjectStore } | { wire: Wire });

interface HandleParts {
  clock: Clock;
  random: Random;
  files?: FileSystem;
}

export const openPlace = async (place: Place, parts: HandleParts): Promise<Kept> => {
  switch (place.kind) {
    case "directory":
      return {
        private: openFolder(`${place.folder}/private`, parts),
        public: openFolder(`${place.folder}/public`, parts),
      };
    case "bucket":
      return { private: await openBucket(place, "private", parts), public: await openBucket(place, "public", parts) };
    case "table":
      return { wire: await openTable(place, parts), public: openFolder(`${place.folder}/public`, parts) };
  }
};

/**
 * Old versions of the folder are kept for ten seconds instead of ten minutes, and a listing may take one second
 * instead of a minute: the same rule sixty times faster, so that a writer can be stalled for longer than they are kept.
 */
const sooner = 60;

const openFolder = (root: string, { clock, random, files }: HandleParts): ObjectStore => {
  const began = performance.now();
  const faster: Clock = { now: () => (performance.now() - began) * sooner, sleep: (ms) => clock.sleep(ms) };
  return new DirectoryObjectStore(root, {
    clock: faster,
    random,
    retention: { newest: 20, replaced_ms: 600_000 / sooner },
    pruneEvery: 16,
    ...(files === undefined ? {} : { fs: files }),
  });
};

/** After this a worker takes an answer for lost: sooner than in production, so that more of them come too late. */
export const patience_ms = 3_000;
const timeouts = { connect_ms: 2_000, answer_ms: patience_ms };

const openBucket = async (
  { bucket, prefix, endpoint, dialect, key, secret }: Extract<Place, { kind: "bucket" }>,
  part: "private" | "public",
  { clock, random }: HandleParts,
): Promise<ObjectStore> => {
  const { openS3ObjectStore } = await import("../../store/objects/s3/s3-object-store.ts");
  const credentials = { accessKeyId: key, secretAccessKey: secret };
  const at = { bucket, prefix: `${prefix}/${part}`, endpoint, dialect, credentials };
  return await openS3ObjectStore({ ...at, timeouts, clock, random });
};

const openTable = async (
  { table, prefix, endpoint }: Extract<Place, { kind: "table" }>,
  { clock }: HandleParts,
): Promise<Wire> => {
  const { openWire } = await import("../../store/dynamodb/open-wire.ts");
  // Letters only: DynamoDB Local takes no others.
  const credentials = { accessKeyId: "tailboard", secretAccessKey: "tailboard" };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openWire({ table, prefix, endpoint, credentials, timeouts, clock });
    } catch (error) {
      // A person starts it again; here the network fails on purpose.
      if (attempt === 20) throw error;
    }
  }
};
