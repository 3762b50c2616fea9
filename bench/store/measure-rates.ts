import { cephRgw } from "../../scripts/engine/ceph-rgw.ts";
import { dynamodbLocal } from "../../scripts/engine/dynamodb-local.ts";
import { variableOf } from "../../scripts/engine/engine.ts";
import { postgresql } from "../../scripts/engine/postgresql.ts";
import { freshPrefix } from "../../test/engines/stores.ts";
import type { Contender } from "./contender.ts";
import { onEngine, onSqlite } from "./day-log-contender.ts";
import { engineNamed, withEngines } from "./engines.ts";
import { oneFile, oneFileOnSqlite } from "./one-file-contender.ts";
import { onPostgresql } from "./postgresql-contender.ts";
import { measureRates, type Plan, type RateRow } from "./rounds.ts";

/** Measures creates and status changes of every store, side by side. */
export const rates = (place: string, plan: Plan): Promise<RateRow[]> =>
  withEngines([cephRgw, dynamodbLocal, postgresql], async ({ env }) => {
    const contenders: Contender[] = [await onSqlite(place)];
    const database = env[variableOf(postgresql.name)];
    if (database !== undefined) contenders.push(await onPostgresql(database, connections));
    contenders.push(await oneFileOnSqlite(place, 100));
    const bucket = engineNamed("Ceph RGW");
    if (bucket !== null) {
      contenders.push(await onEngine(bucket));
      const objects = await bucket.open(freshPrefix());
      contenders.push(oneFile("one file, Ceph RGW", objects, { jobs: 100, close: () => Promise.resolve() }));
    }
    const table = engineNamed("DynamoDB Local");
    if (table !== null) contenders.push(await onEngine(table));
    try {
      return await measureRates(contenders, plan);
    } finally {
      for (const contender of contenders) await contender.close();
    }
  });

/** Connections to PostgreSQL. On two cores, 64 connections were slower than 16, so 16 show PostgreSQL at its best. */
const connections = 16;
