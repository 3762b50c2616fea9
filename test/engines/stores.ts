import { randomBytes } from "node:crypto";
import type { Clock } from "../../domain/clock.ts";
import { openDynamoDb } from "../../store/adapters/dynamodb/open-dynamodb.ts";
import { openS3 } from "../../store/adapters/s3/open-s3.ts";
import type { S3Dialect } from "../../store/adapters/s3/s3-object-store.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import { systemClock, systemRandom } from "../harness/machine.ts";
import { bucketName, makeBucket, s3Engines } from "./bucket.ts";
import { tableCredentials, tableEngine } from "./table.ts";

/** An engine that can hold a store. */
export interface StoreEngine {
  name: string;
  /** Opens a handle of its own, as another process would. Each prefix is an empty store. */
  open: (prefix: string) => Promise<ObjectStore>;
}

/** The engines that `npm run test:engines` started, or the reasons why it did not. */
export const storeEngines = (): (StoreEngine | { name: string; missing: string })[] => [
  ...s3Engines().map((engine) => {
    if ("missing" in engine) return engine;
    const { name, endpoint, credentials } = engine;
    let dialect: Promise<S3Dialect> | undefined;
    const openWith = (prefix: string, dialect?: S3Dialect) =>
      openS3(
        { bucket: bucketName, prefix, endpoint, region: null },
        { credentials, clock: systemClock, random: systemRandom, ...(dialect && { dialect }) },
      );
    const open = async (prefix: string) => {
      dialect ??= makeBucket(engine).then(async () => (await openWith(prefix)).dialect);
      return await openWith(prefix, await dialect);
    };
    return { name, open };
  }),
  tableStore(),
];

const tableStore = (): StoreEngine | { name: string; missing: string } => {
  const name = "DynamoDB Local";
  const engine = tableEngine();
  if ("missing" in engine) return { name, ...engine };
  const { endpoint } = engine;
  const open = (prefix: string) =>
    openDynamoDb(
      { table: "tailboard-objects", prefix, endpoint, region: null },
      { credentials: tableCredentials, clock: systemClock, random: systemRandom },
    );
  return { name, open };
};

export const freshPrefix = (): string => `t/${randomBytes(6).toString("hex")}`;

/** A store whose answers have the time of a clock that a test moves. Its bytes and outcomes are those of the engine. */
export const onTestClock = (store: ObjectStore, clock: Pick<Clock, "now">): ObjectStore => {
  const timed = async <Outcome extends { outcome: string }>(answer: Promise<Outcome>): Promise<Outcome> => {
    const given = await answer;
    return "at" in given ? { ...given, at: clock.now() } : given;
  };
  return {
    partBytes: store.partBytes,
    maxBodyBytes: store.maxBodyBytes,
    get: (...args) => timed(store.get(...args)),
    put: (...args) => timed(store.put(...args)),
    delete: (...args) => timed(store.delete(...args)),
    list: (...args) => timed(store.list(...args)),
  };
};
