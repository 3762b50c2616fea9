import type { Clock } from "../../../domain/clock.ts";
import type { Random } from "../../../domain/random.ts";
import { addressOf, OldStore } from "../../old-store.ts";
import { DynamoDbObjectStore } from "./dynamodb-object-store.ts";
import { DynamoDbRefused } from "./dynamodb-refused.ts";
import { DynamoDbTransport, type DynamoDbTransportOptions } from "./dynamodb-transport.ts";
import { loadSdk, type Sdk } from "./sdk.ts";
import { tableDefinition } from "./table.ts";

/** Where a store is in a table, as a `dynamodb:` address names it. */
export interface TableLocation {
  table: string;
  /** Keeps several stores in one table apart. Empty for one that has the whole table. */
  prefix: string;
  /** Null is AWS. */
  endpoint: string | null;
  /** Null leaves the region to the SDK. */
  region: string | null;
}

export interface DynamoDbParts {
  clock: Clock;
  random: Random;
  /** Without them the SDK looks in the environment, shared files and the role of the machine. */
  credentials?: DynamoDbTransportOptions["credentials"];
  timeouts?: DynamoDbTransportOptions["timeouts"];
}

/**
 * Opens a table. Creates it if it is missing on another engine than AWS; in AWS `tailboard infra apply` creates it, because
 * it costs money there. Rejects with a `DynamoDbRefused` that says what to do.
 */
export const openDynamoDb = async (location: TableLocation, parts: DynamoDbParts): Promise<DynamoDbObjectStore> => {
  const { table, prefix, endpoint, region } = location;
  const { clock, random, credentials = null, timeouts = defaultTimeouts } = parts;
  const sdk = await loadSdk();
  const transport = new DynamoDbTransport(sdk, { table, prefix, endpoint, region, credentials, timeouts });
  if ((await tableStatus(sdk, transport, table)) === "MISSING") {
    if (endpoint === null) {
      throw new DynamoDbRefused(
        `There is no table ${table} in this account and region. Run tailboard infra apply to create it.`,
      );
    }
    await createTable(sdk, transport, table, clock);
  }
  await assertNoOldRows(transport, location);
  return new DynamoDbObjectStore(transport, random);
};

/** An earlier version kept each job in rows, and listed its days in a partition of this name. */
const assertNoOldRows = async (transport: DynamoDbTransport, { table, ...place }: TableLocation): Promise<void> => {
  const days = await transport.query("calendar", " ", "~", 1);
  if (days.ok && days.sks.length > 0) throw new OldStore(addressOf("dynamodb", { name: table, ...place }));
};

const createTable = async (sdk: Sdk, { client }: DynamoDbTransport, table: string, clock: Clock): Promise<void> => {
  const { AttributeDefinitions, KeySchema, BillingMode } = tableDefinition;
  const definition = { AttributeDefinitions: [...AttributeDefinitions], KeySchema: [...KeySchema], BillingMode };
  try {
    await client.send(new sdk.CreateTableCommand({ TableName: table, ...definition }));
  } catch (error) {
    // Another process created it after this one checked.
    if (!(error instanceof Error) || error.name !== "ResourceInUseException") throw error;
  }
  for (let attempt = 1; attempt <= 60; attempt += 1) {
    const { Table } = await client.send(new sdk.DescribeTableCommand({ TableName: table }));
    if (Table?.TableStatus === "ACTIVE") return;
    await clock.sleep(1_000);
  }
  throw new DynamoDbRefused(`The table ${table} is not ready after a minute. Try again later.`);
};

const tableStatus = async (sdk: Sdk, { client }: DynamoDbTransport, table: string): Promise<string> => {
  try {
    const { Table } = await client.send(new sdk.DescribeTableCommand({ TableName: table }));
    const keys = (Table?.KeySchema ?? []).map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(", ");
    if (keys === "pk HASH, sk RANGE") return Table?.TableStatus ?? "UNKNOWN";
    throw new DynamoDbRefused(`The table ${table} has other keys (${keys}). Tailboard needs a table of its own.`);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof DynamoDbRefused) throw error;
    if (error.name === "ResourceNotFoundException") return "MISSING";
    throw new DynamoDbRefused(refusals[error.name]?.(table) ?? `The table ${table} cannot be reached: ${error.name}.`, {
      cause: error,
    });
  }
};

const refusals: Readonly<Record<string, (table: string) => string>> = {
  AccessDeniedException: (table) => `These credentials may not describe the table ${table}.`,
  CredentialsProviderError: () =>
    "No AWS credentials were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile in AWS_PROFILE.",
};

const defaultTimeouts: DynamoDbTransportOptions["timeouts"] = { connect_ms: 3_000, answer_ms: 10_000 };
