import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";
import { openDynamoDb } from "../../store/adapters/dynamodb/open-dynamodb.ts";
import { openS3 } from "../../store/adapters/s3/open-s3.ts";
import type { S3ObjectStore } from "../../store/adapters/s3/s3-object-store.ts";
import { openSqliteObjectStore } from "../../store/adapters/sqlite/open-sqlite.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";

/** The location of the store under test; each worker gets it as JSON. */
export type Place =
  | { kind: "sqlite"; folder: string }
  | { kind: "s3"; endpoint: string; bucket: string; prefix: string; key: string; secret: string; dialect?: Dialect }
  | { kind: "dynamodb"; endpoint: string; table: string; prefix: string };
export type Dialect = S3ObjectStore["dialect"];

/** The timeout after which a worker takes an answer for lost: shorter than in production, so that more answers are late. */
export const patience_ms = 3_000;
const timeouts = { connect_ms: 2_000, answer_ms: patience_ms };

/** The clock of the machine, which all processes share. Each worker has a wrong clock of its own on top. */
export const machineClock: Clock = { now: () => Date.now(), sleep: (ms) => sleep(ms) };

/** Opens the store, again and again: a person would start the process again, and here the network fails on purpose. */
export const openPlace = async (place: Place, random: Random): Promise<ObjectStore> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openOnce(place, random);
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(100);
    }
  }
};

const openOnce = async (place: Place, random: Random): Promise<ObjectStore> => {
  switch (place.kind) {
    case "sqlite":
      return await openSqliteObjectStore({ folder: place.folder, create: true, clock: machineClock, random });
    case "s3": {
      const { key, secret, dialect, ...location } = place;
      const credentials = { accessKeyId: key, secretAccessKey: secret };
      const parts = {
        clock: machineClock,
        random,
        credentials,
        timeouts,
        ...(dialect === undefined ? {} : { dialect }),
      };
      return await openS3({ ...location, region: null }, parts);
    }
    case "dynamodb": {
      // Letters only, because DynamoDB Local accepts no others.
      const credentials = { accessKeyId: "tailboard", secretAccessKey: "tailboard" };
      return await openDynamoDb({ ...place, region: null }, { clock: machineClock, random, credentials, timeouts });
    }
  }
};
