import { MemoryObjectStore } from "../store/adapters/memory/memory-object-store.ts";
import { S3Refused } from "../store/adapters/s3/s3-refused.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { ConfigError, type ObjectLocation, type S3Location } from "./config.ts";
import { openEmbedded } from "./open-embedded.ts";
import { widenHeapLimit } from "./heap-limit.ts";
import type { StateParts } from "./open-state.ts";

/** Opens the store of everything that customers may read. Throws `ConfigError` if it cannot be used. */
export const openPublicObjects = async (
  location: ObjectLocation,
  parts: Pick<StateParts, "clock" | "random" | "report">,
): Promise<ObjectStore> => {
  if (location.kind === "memory") return new MemoryObjectStore(() => parts.clock.now());
  if (location.kind === "s3") return await openBucket(location, parts);
  return (await openEmbedded(location.root, parts)).publicObjects;
};

/** Imported on demand, because the SDK takes longer to load than everything else. */
const openBucket = async (location: S3Location, parts: Pick<StateParts, "clock" | "random">): Promise<ObjectStore> => {
  const { openS3 } = await import("../store/adapters/s3/open-s3.ts");
  widenHeapLimit();
  try {
    return await openS3(location, parts);
  } catch (error) {
    throw error instanceof S3Refused ? new ConfigError(error.message, { cause: error }) : error;
  }
};
