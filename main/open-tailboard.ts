import { expiryOf } from "../domain/expiry.ts";
import { instantOf, type Clock } from "../domain/clock.ts";
import { freshId, type Random } from "../domain/random.ts";
import { createApp, type LogRecord } from "../http/app.ts";
import { createLimits, noLimits } from "../http/limit/limits.ts";
import type { Origin } from "../http/route.ts";
import { createServices, type Services } from "../http/services.ts";
import { trackedJob } from "../projection/tracked-job.ts";
import { openDayDocuments } from "../store/day-documents/open-day-documents.ts";
import { DirectoryObjectStore } from "../store/objects/directory/directory-object-store.ts";
import { MemoryObjectStore } from "../store/objects/memory/memory-object-store.ts";
import type { ObjectStore } from "../store/objects/object-store.ts";
import { S3Refused } from "../store/objects/s3/s3-refused.ts";
import { createTrackedViews } from "../store/tracked-views/tracked-views.ts";
import { systemClock, systemRandom, systemTimeZone } from "./ambient.ts";
import { ConfigError, type Config, type S3Location, type StoreLocation } from "./config.ts";

/** One Tailboard on its stores, for whoever serves it: the local server, the terminal, a test. */
export type Tailboard = Awaited<ReturnType<typeof openTailboard>>;

export const openTailboard = async (
  config: Config,
  { urls, onFault }: { urls: Services["urls"]; onFault: (error: unknown) => void },
) => {
  const clock = systemClock(config.clockOffsetSeconds);
  const random = systemRandom;
  const open = async (location: StoreLocation): Promise<ObjectStore> => {
    if (location.kind === "memory") return new MemoryObjectStore();
    if (location.kind === "s3") return await openBucket(location, { clock, random });
    const store = new DirectoryObjectStore(location.root, { clock, random });
    const fault = await store.probe();
    if (fault !== undefined) throw new ConfigError(fault.message);
    return store;
  };
  const objects = await open(config.store);
  const publicObjects = await open(config.publicStore);

  const { jobs, settings, people, secrets } = openDayDocuments({
    objects,
    clock,
    random,
    process: freshId(random),
    timeZone: systemTimeZone(),
    report: onFault,
    publisher: (store) =>
      createTrackedViews({
        objects: publicObjects,
        random,
        render: async (job) => {
          const now = await store.read();
          const expires = expiryOf(job, now);
          return {
            json: JSON.stringify(trackedJob(job, now)),
            expired: expires !== null && expires <= instantOf(clock.now()),
          };
        },
      }),
    sender: {
      timeout_ms: 10_000,
      // Nothing queues messages yet; one that is queued is parked and shown, never dropped.
      send: () => Promise.reject(new Error("No sender is set up")),
    },
  });

  const services = createServices({
    jobs,
    settings,
    people,
    secrets,
    clock,
    random,
    plainHttp: config.plainHttp,
    limits: config.limits ? createLimits(clock) : noLimits,
    urls,
  });

  return {
    objects,
    publicObjects,
    services,
    app: (origins: Origin[], log: (record: LogRecord) => void) =>
      createApp({ services, origins, log, onFault: (error) => onFault(error) }),
  };
};

/** Loaded only where it is used: the SDK behind it takes longer to load than all the rest. */
const openBucket = async (location: S3Location, parts: { clock: Clock; random: Random }): Promise<ObjectStore> => {
  const { openS3ObjectStore } = await import("../store/objects/s3/s3-object-store.ts");
  try {
    return await openS3ObjectStore({ ...location, ...parts });
  } catch (error) {
    throw error instanceof S3Refused ? new ConfigError(error.message, { cause: error }) : error;
  }
};
