import { randomBytes } from "node:crypto";
import { beforeAll, test } from "vitest";
import { openDynamoDb } from "../../store/adapters/dynamodb/open-dynamodb.ts";
import { openS3 } from "../../store/adapters/s3/open-s3.ts";
import type { S3Dialect } from "../../store/adapters/s3/s3-object-store.ts";
import { describeObjectStore } from "../../store/port/object-store.case.ts";
import { systemClock, systemRandom } from "../harness/machine.ts";
import { bucketName, freshPrefix, makeBucket, s3Engines } from "./bucket.ts";
import { tableEngine } from "./table.ts";

// The conformance suite on real engines. Each case gets a prefix of its own, which is an empty store.

for (const engine of s3Engines()) {
  if ("missing" in engine) {
    test.skip(`${engine.name}: ${engine.missing}`);
    continue;
  }
  beforeAll(() => makeBucket(engine));
  const { endpoint, credentials } = engine;
  const open = (prefix: string, dialect?: S3Dialect) =>
    openS3(
      { bucket: bucketName, prefix, endpoint, region: null },
      { credentials, clock: systemClock, random: systemRandom, ...(dialect && { dialect }) },
    );
  let dialect: S3Dialect | undefined;
  describeObjectStore(`S3ObjectStore on ${engine.name}`, async () => {
    const prefix = freshPrefix();
    const store = await open(prefix, dialect);
    dialect = store.dialect;
    return { store, second: await open(prefix, dialect) };
  });
}

const table = tableEngine();
if ("missing" in table) {
  test.skip(`DynamoDB Local: ${table.missing}`);
} else {
  const credentials = { accessKeyId: "tailboard", secretAccessKey: "tailboard" };
  describeObjectStore("DynamoDbObjectStore on DynamoDB Local", async () => {
    const prefix = randomBytes(6).toString("hex");
    const open = () =>
      openDynamoDb(
        { table: "tailboard-objects", prefix, endpoint: table.endpoint, region: null },
        { credentials, clock: systemClock, random: systemRandom },
      );
    return { store: await open(), second: await open() };
  });
}
