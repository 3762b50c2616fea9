import type { Random } from "../../domain/random.ts";
import type { Clock } from "../../domain/clock.ts";
import type { Wire } from "../../store/dynamodb/wire.ts";
import { DirectoryObjectStore } from "../../store/objects/directory/directory-object-store.ts";
import type { FileSystem } from "../../store/objects/directory/file-system.ts";
import type { Dialect } from "../../store/objects/s3/dialect.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";

/** The location of the store under test; each worker gets it as JSON. */
export type Place =
  | { kind: "directory"; folder: string }
  | { kind: "bucket"; endpoint: string; bucket: string; prefix: string; key: string; secret: string; dialect: Dialect }
  /** The folder of the public store. */
  | { kind: "table"; endpoint: string; table: string; prefix: string; folder: string };

/** An open store: private objects and public objects. */
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
 * The folder keeps old versions for ten seconds instead of ten minutes, and a listing may take one second instead of a
 * minute. The rule is the same, sixty times faster, so that a writer can stall for longer than versions are kept.
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

/** The timeout after which a worker takes an answer for lost: shorter than in production, so that more answers are late. */
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
  // Letters only, because DynamoDB Local accepts no others.
  const credentials = { accessKeyId: "tailboard", secretAccessKey: "tailboard" };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openWire({ table, prefix, endpoint, credentials, timeouts, clock });
    } catch (error) {
      // A person would start it again. Here the network fails on purpose.
      if (attempt === 20) throw error;
    }
  }
};
