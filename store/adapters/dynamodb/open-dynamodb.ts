import type { Clock } from "../../../domain/clock.ts";
import type { Random } from "../../../domain/random.ts";
import { addressOf, OldStore } from "../../old-store.ts";
import { openSignedClient, type SignedClientOptions } from "../aws/signed-client.ts";
import { DynamoDbObjectStore } from "./dynamodb-object-store.ts";
import { DynamoDbRefused } from "./dynamodb-refused.ts";
import { DynamoDbTransport, type TableFailure } from "./dynamodb-transport.ts";
import { tableDefinition } from "./table.ts";

/** Where a store is in a table, as a `dynamodb:` address names it. */
export interface TableLocation {
  table: string;
  /** Keeps several stores in one table apart. Empty for one that has the whole table. */
  prefix: string;
  /** Null is AWS. */
  endpoint: string | null;
  /** Null takes the region from the environment or the shared configuration. */
  region: string | null;
}

export interface DynamoDbParts {
  clock: Clock;
  random: Random;
  /** Without them they come from the environment, shared files or the role of the machine. */
  credentials?: SignedClientOptions["credentials"];
  timeouts?: SignedClientOptions["timeouts"];
}

/**
 * Opens a table. Creates it if it is missing on another engine than AWS; in AWS `tailboard infra apply` creates it, because
 * it costs money there. Rejects with a `DynamoDbRefused` that says what to do.
 */
export const openDynamoDb = async (location: TableLocation, parts: DynamoDbParts): Promise<DynamoDbObjectStore> => {
  const { table, prefix, endpoint, region } = location;
  const { clock, random, credentials = null, timeouts = defaultTimeouts } = parts;
  const client = await openSignedClient({
    service: "dynamodb",
    endpoint,
    region,
    credentials,
    timeouts,
    clock,
  }).catch((error: Error) => {
    throw new DynamoDbRefused(error.message, { cause: error });
  });
  const transport = new DynamoDbTransport(client, { table, prefix });
  if ((await tableStatus(transport, table)) === "MISSING") {
    if (endpoint === null) {
      throw new DynamoDbRefused(
        `There is no table ${table} in this account and region. Run tailboard infra apply to create it.`,
      );
    }
    await createTable(transport, table, clock);
  }
  await assertNoOldRows(transport, location);
  return new DynamoDbObjectStore(transport, random);
};

/** An earlier version kept each job in rows, and listed its days in a partition of this name. */
const assertNoOldRows = async (transport: DynamoDbTransport, { table, ...place }: TableLocation): Promise<void> => {
  const days = await transport.query("calendar", " ", "~", 1);
  if (days.ok && days.sks.length > 0) throw new OldStore(addressOf("dynamodb", { name: table, ...place }));
};

const createTable = async (transport: DynamoDbTransport, table: string, clock: Clock): Promise<void> => {
  const created = await transport.call("CreateTable", tableDefinition);
  // Another process may have created it after this one checked.
  if (!created.ok && created.code !== "ResourceInUseException") throw unreachable(table, created);
  for (let attempt = 1; attempt <= 60; attempt += 1) {
    if ((await tableStatus(transport, table)) === "ACTIVE") return;
    await clock.sleep(1_000);
  }
  throw new DynamoDbRefused(`The table ${table} is not ready after a minute. Try again later.`);
};

const tableStatus = async (transport: DynamoDbTransport, table: string): Promise<string> => {
  const described = await transport.call<DescribedTable>("DescribeTable", {});
  if (!described.ok) {
    if (described.code === "ResourceNotFoundException") return "MISSING";
    throw unreachable(table, described);
  }
  const { KeySchema, TableStatus } = described.output.Table;
  const keys = KeySchema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(", ");
  if (keys === "pk HASH, sk RANGE") return TableStatus;
  throw new DynamoDbRefused(`The table ${table} has other keys (${keys}). Tailboard needs a table of its own.`);
};

interface DescribedTable {
  Table: { TableStatus: string; KeySchema: { AttributeName: string; KeyType: string }[] };
}

const unreachable = (table: string, { code, cause }: TableFailure): DynamoDbRefused =>
  new DynamoDbRefused(refusals[code]?.(table) ?? `The table ${table} cannot be reached: ${code}.`, { cause });

const refusals: Readonly<Record<string, (table: string) => string>> = {
  AccessDeniedException: (table) => `These credentials may not describe the table ${table}.`,
  CredentialsProviderError: () =>
    "No AWS credentials were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile in AWS_PROFILE.",
};

const defaultTimeouts: SignedClientOptions["timeouts"] = { connect_ms: 3_000, answer_ms: 10_000 };
