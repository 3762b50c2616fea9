import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";
import { createTable } from "../../store/dynamodb/open-wire.ts";
import { loadSdk } from "../../store/dynamodb/sdk.ts";
import { Wire, type Place } from "../../store/dynamodb/wire.ts";

/** A table engine that `npm run test:engines` started, or the reason why it did not. */
export const tableEngine = (): { endpoint: string } | { missing: string } => {
  const endpoint = process.env["TAILBOARD_ENGINE_DYNAMODB_LOCAL"];
  if (endpoint !== undefined) return { endpoint };
  const missing = process.env["TAILBOARD_ENGINE_DYNAMODB_LOCAL_MISSING"];
  return { missing: missing ?? "not started; run npm run test:engines" };
};

const table = "tailboard";
const sdk = await loadSdk();

/** Opens a separate connection, as another process would. Each prefix is an empty store. */
export const wireTo = (endpoint: string, prefix: string, more: Partial<Place> = {}): Wire =>
  new Wire(sdk, {
    table,
    prefix,
    endpoint,
    region: null,
    credentials: tableCredentials,
    timeouts: { connect_ms: 3_000, answer_ms: 15_000 },
    observe: null,
    ...more,
  });

/** Letters and digits only, because DynamoDB Local accepts no others. */
const tableCredentials = { accessKeyId: "tailboard", secretAccessKey: "tailboard" };

export const makeTable = (endpoint: string): Promise<void> => createTable(sdk, wireTo(endpoint, ""), realClock);

/** The environment variables of a Tailboard in this table, as a person would write them. */
export const tableEnvironment = (endpoint: string, prefix: string): Record<string, string> => ({
  TAILBOARD_STORE: `dynamodb://${table}/${prefix}?endpoint=${endpoint}`,
  AWS_ACCESS_KEY_ID: tableCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: tableCredentials.secretAccessKey,
});

export const freshStore = (): string => randomBytes(6).toString("hex");

export const realClock: Clock = { now: () => Date.now(), sleep: (ms) => sleep(ms) };
export const realRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  fraction: () => Math.random(),
};
