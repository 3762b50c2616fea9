import { cephRgw } from "../../scripts/engine/ceph-rgw.ts";
import { dynamodbLocal } from "../../scripts/engine/dynamodb-local.ts";
import { postgresql } from "../../scripts/engine/postgresql.ts";
import { freshPrefix, openBucket } from "../../test/engines/bucket.ts";
import type { Contender } from "./contender.ts";
import { dayDocuments, onDirectory, onUnflushedDirectory } from "./day-documents-contender.ts";
import { onDynamoDbLocal } from "./dynamodb-contender.ts";
import { cephBucket, withEngines } from "./engines.ts";
import { oneFile, oneFileOnDirectory } from "./one-file-contender.ts";
import { onPostgresql } from "./postgresql-contender.ts";
import { measureRates, type Plan, type RateRow } from "./rounds.ts";

/** Measures creates and status changes of every store, side by side. */
export const rates = (place: string, plan: Plan): Promise<RateRow[]> =>
  withEngines([cephRgw, dynamodbLocal, postgresql], async ({ endpoint }) => {
    const contenders: Contender[] = [await onDirectory(place)];
    const database = endpoint(postgresql.name);
    if (database !== null) contenders.push(await onPostgresql(database, connections));
    contenders.push(await onUnflushedDirectory(place), await oneFileOnDirectory(place, 100));
    const bucket = await cephBucket();
    if (bucket !== null) {
      contenders.push(await dayDocuments("S3 on Ceph RGW", await openBucket(bucket, freshPrefix()), none));
      const objects = await openBucket(bucket, freshPrefix());
      contenders.push(oneFile("one file, Ceph RGW", objects, { jobs: 100, close: none }));
    }
    const table = endpoint(dynamodbLocal.name);
    if (table !== null) contenders.push(await onDynamoDbLocal(table));
    try {
      return await measureRates(contenders, plan);
    } finally {
      for (const contender of contenders) await contender.close();
    }
  });

/** Connections to PostgreSQL. On two cores, 64 connections were slower than 16, so 16 show PostgreSQL at its best. */
const connections = 16;
const none = () => Promise.resolve();
