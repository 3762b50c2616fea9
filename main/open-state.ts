import type { Clock } from "../domain/clock.ts";
import { freshId, type Random } from "../domain/random.ts";
import { openDayDocuments } from "../store/day-documents/open-day-documents.ts";
import { DynamoDbRefused } from "../store/adapters/dynamodb/dynamodb-refused.ts";
import type { DynamoDbOptions } from "../store/dynamodb/open-dynamodb.ts";
import type { ActivityStore } from "../store/activity-store.ts";
import type { CatalogStore } from "../store/catalog-store.ts";
import type { ContactStore } from "../store/contact-store.ts";
import type { Counters } from "../store/counters.ts";
import type { Archive } from "../store/archive.ts";
import type { JobStore } from "../store/job-store.ts";
import { DirectoryObjectStore } from "../store/objects/directory/directory-object-store.ts";
import { MemoryObjectStore as PrivateMemory } from "../store/objects/memory/memory-object-store.ts";
import type { ObjectStore as PrivateStore } from "../store/objects/object-store.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { S3Refused } from "../store/adapters/s3/s3-refused.ts";
import type { PeopleStore } from "../store/people-store.ts";
import { WatchedObjectStore } from "../store/objects/wrap/watched-object-store.ts";
import { WriteWatch, type StoreHealth } from "../store/store-health.ts";
import type { SettingsStore } from "../store/settings-store.ts";
import type { Upkeep } from "../store/upkeep.ts";
import { systemTimeZone } from "./ambient.ts";
import { openPublicObjects } from "./open-public-objects.ts";
import { storeOptions, type StoreParts } from "./compose.ts";
import { widenHeapLimit } from "./heap-limit.ts";
import { ConfigError, type Config, type DynamoDbLocation, type ObjectLocation, type S3Location } from "./config.ts";

/** The stores of one `TAILBOARD_STORE`, behind ports. Code above does not know which technology keeps them. */
export interface State {
  jobs: JobStore;
  settings: SettingsStore;
  people: PeopleStore;
  activity: ActivityStore;
  contacts: ContactStore;
  counters: Counters;
  catalogs: CatalogStore;
  /** Exports and imports the whole store. */
  archive: Archive;
  upkeep: Upkeep;
  /** The keys that sign quotes: 32 bytes each, the same in every process on one store. */
  secrets: { secret(name: string): Promise<Uint8Array>; replace(name: string): Promise<Uint8Array> };
  /** Documents beside the jobs: the release log and the saved edge functions. */
  objects: PrivateStore;
  /** The store of everything that customers may read. */
  publicObjects: ObjectStore;
  /** Reports whether the private store accepts writes. */
  health: StoreHealth;
}

export type StateParts = Pick<StoreParts, "clock" | "random" | "report">;

/** Opens the private store first, so that its error is reported if both are misconfigured. */
export const openState = async (
  { store, publicStore }: Pick<Config, "store" | "publicStore">,
  parts: StateParts,
): Promise<State> => {
  const here = { ...parts, process: freshId(parts.random), timeZone: systemTimeZone() ?? "UTC" };
  const health = new WriteWatch(parts);
  if (store.kind === "dynamodb") {
    const open = await openTable(store, parts, health);
    const publicObjects = await openPublicObjects(publicStore, parts);
    return { ...open(storeOptions(here, publicObjects)), publicObjects, health };
  }
  const objects = new WatchedObjectStore(await openObjects(store, parts, health), (cause) => health.note(cause));
  const publicObjects = await openPublicObjects(publicStore, parts);
  return { ...openDayDocuments({ ...storeOptions(here, publicObjects), objects }), objects, publicObjects, health };
};

/** Imported on demand, like the SDK of a bucket. */
const openTable = async (location: DynamoDbLocation, { clock }: StateParts, health: WriteWatch) => {
  const [{ openDynamoDb }, { openWire }] = await Promise.all([
    import("../store/dynamodb/open-dynamodb.ts"),
    import("../store/dynamodb/open-wire.ts"),
  ]);
  try {
    const wire = await openWire({ ...location, clock, wrote: (cause) => health.note(cause) });
    return (shared: Omit<DynamoDbOptions, "wire">) => openDynamoDb({ ...shared, wire });
  } catch (error) {
    throw error instanceof DynamoDbRefused ? new ConfigError(error.message, { cause: error }) : error;
  }
};

/** Opens the private object store and checks that it can be used. Throws `ConfigError` if it cannot. */
const openObjects = async (
  location: ObjectLocation,
  { clock, random }: Pick<StateParts, "clock" | "random">,
  health?: WriteWatch,
): Promise<PrivateStore> => {
  if (location.kind === "memory") return new PrivateMemory();
  if (location.kind === "s3") return await openBucket(location, { clock, random });
  const store = new DirectoryObjectStore(location.root, { clock, random });
  const fault = await store.probe();
  if (fault !== undefined) throw new ConfigError(fault.message);
  // A trial write to a folder costs nothing. A bucket or table is judged by real writes, because each costs money.
  health?.tryWith(() => store.tryWrite());
  return store;
};

/** Imported on demand, because the SDK takes longer to load than everything else. */
const openBucket = async (location: S3Location, parts: { clock: Clock; random: Random }): Promise<PrivateStore> => {
  const { openS3ObjectStore } = await import("../store/objects/s3/s3-object-store.ts");
  widenHeapLimit();
  try {
    return await openS3ObjectStore({ ...location, ...parts });
  } catch (error) {
    throw error instanceof S3Refused ? new ConfigError(error.message, { cause: error }) : error;
  }
};
