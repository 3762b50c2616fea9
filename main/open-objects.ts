import { MemoryObjectStore } from "../store/adapters/memory/memory-object-store.ts";
import type { Snapshots } from "../store/adapters/sqlite/snapshots.ts";
import { SqliteRefused } from "../store/adapters/sqlite/sqlite-error.ts";
import { S3Refused } from "../store/adapters/s3/s3-refused.ts";
import { DynamoDbRefused } from "../store/adapters/dynamodb/dynamodb-refused.ts";
import { addressOf, assertNoOldDocuments, OldStore } from "../store/old-store.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import type { StoresOptions } from "../store/open-stores.ts";
import { ConfigError, type Config, type DynamoDbLocation, type S3Location } from "./config.ts";
import { widenHeapLimit } from "./heap-limit.ts";
import type { Embedded } from "./open-embedded.ts";
import type { StateParts, StoreConfig } from "./open-state.ts";

/** The object stores of one configuration, and what depends on their technology. */
export interface Objects {
  /** The private store. */
  objects: ObjectStore;
  publicObjects: ObjectStore;
  log: Pick<StoresOptions, "takesTurns" | "spread_bytes">;
  snapshots: Snapshots | null;
  /** Tries a write, where one costs nothing. A bucket or a table is judged by real writes, because each costs money. */
  tryWrite: (() => Promise<void>) | null;
  /** Waits for the writes that have begun. */
  close: () => Promise<void>;
}

/** Opens the private and the public store. Throws `ConfigError` if one of them cannot be used. */
export const openObjects = async (config: StoreConfig, parts: StateParts): Promise<Objects> => {
  try {
    const opened = await openPrivate(config, parts);
    const { publicObjects = await openPublic(config, parts) } = opened;
    return { ...opened, publicObjects };
  } catch (error) {
    throw isRefusal(error) ? new ConfigError(error.message, { cause: error }) : error;
  }
};

type Opened = Omit<Objects, "publicObjects"> & { publicObjects?: ObjectStore };

const openPrivate = async ({ store, publicStore, snapshots }: StoreConfig, parts: StateParts): Promise<Opened> => {
  const remote = { snapshots: null, tryWrite: null, close: () => Promise.resolve() };
  switch (store.kind) {
    case "memory":
      return {
        ...remote,
        objects: new MemoryObjectStore(() => parts.clock.now()),
        log: { takesTurns: false, spread_bytes: small },
      };
    case "sqlite": {
      const { objects, publicObjects, ...embedded } = await openFolder(store.root, { ...parts, snapshots });
      const isShared = publicStore.kind === "sqlite" && publicStore.root === store.root;
      return {
        ...embedded,
        objects,
        ...(isShared && { publicObjects }),
        log: { takesTurns: false, spread_bytes: small },
      };
    }
    case "s3": {
      const objects = await openBucket(store, parts);
      await assertNoOldDocuments(objects, addressOf("s3", { ...store, name: store.bucket }));
      return { ...remote, objects, log: { takesTurns: true, spread_bytes: large } };
    }
    case "dynamodb":
      return { ...remote, objects: await openTable(store, parts), log: { takesTurns: true, spread_bytes: small } };
  }
};

const openPublic = async ({ publicStore }: StoreConfig, parts: StateParts): Promise<ObjectStore> => {
  if (publicStore.kind === "memory") return new MemoryObjectStore(() => parts.clock.now());
  if (publicStore.kind === "s3") return await openBucket(publicStore, parts);
  return (await openFolder(publicStore.root, { ...parts, snapshots: null })).publicObjects;
};

/** Imported on demand, because a function in the cloud never opens a folder. */
const openFolder = async (folder: string, parts: StateParts & Pick<Config, "snapshots">): Promise<Embedded> => {
  const { openEmbedded } = await import("./open-embedded.ts");
  return await openEmbedded(folder, parts);
};

/** Imported on demand, because the SDK takes longer to load than everything else. */
const openBucket = async (location: S3Location, { clock, random }: StateParts): Promise<ObjectStore> => {
  const { openS3 } = await import("../store/adapters/s3/open-s3.ts");
  widenHeapLimit();
  return await openS3(location, { clock, random });
};

/** Imported on demand, like the SDK of a bucket. */
const openTable = async (location: DynamoDbLocation, { clock, random }: StateParts): Promise<ObjectStore> => {
  const { openDynamoDb } = await import("../store/adapters/dynamodb/open-dynamodb.ts");
  return await openDynamoDb(location, { clock, random });
};

const isRefusal = (error: unknown): error is Error =>
  [SqliteRefused, S3Refused, DynamoDbRefused, OldStore].some((kind) => error instanceof kind);

/** How many bytes of a snapshot justify one more entry in a cold read. A request to S3 costs most. */
const large = 16 * 1024;
const small = 4 * 1024;
