import type { Clock } from "../../domain/clock.ts";
import { DynamoDbRefused } from "../adapters/dynamodb/dynamodb-refused.ts";
import { loadSdk, type Sdk } from "./sdk.ts";
import { tableDefinition, ttlAttribute } from "./table.ts";
import { Wire, type Place } from "./wire.ts";

export interface WireOptions extends Pick<Place, "table"> {
  prefix?: string;
  /** Null or left out is AWS. */
  endpoint?: string | null;
  region?: string | null;
  credentials?: Place["credentials"];
  timeouts?: Place["timeouts"];
  observe?: Place["observe"];
  wrote?: Place["wrote"];
  clock: Clock;
}

/**
 * Loads the SDK and looks whether the table is there. An engine on this machine is given one where it has none; AWS is
 * not: what costs money there is made by whoever answers for it. Rejects with a `DynamoDbRefused` that says what to do.
 */
export const openWire = async (options: WireOptions): Promise<Wire> => {
  const { table, prefix = "", endpoint = null, region = null, credentials = null, timeouts = patience } = options;
  const sdk = await loadSdk();
  const wire = new Wire(sdk, {
    table,
    prefix,
    endpoint,
    region,
    credentials,
    timeouts,
    observe: options.observe ?? null,
    wrote: options.wrote ?? null,
  });
  const fault = await faultOf(sdk, wire);
  if (fault === null) return wire;
  if (fault !== "missing") throw new DynamoDbRefused(fault);
  if (endpoint === null) {
    throw new DynamoDbRefused(
      `There is no table ${table} in this account and region. tailboard infra apply makes one; Tailboard itself makes none in AWS.`,
    );
  }
  await createTable(sdk, wire, options.clock);
  return wire;
};

/** Makes the table, and waits until it can be used. One that another makes meanwhile is as good. */
export const createTable = async (sdk: Sdk, { client, table }: Wire, clock: Clock): Promise<void> => {
  const TableName = table;
  try {
    await client.send(
      new sdk.CreateTableCommand({
        TableName,
        AttributeDefinitions: [...tableDefinition.AttributeDefinitions],
        KeySchema: [...tableDefinition.KeySchema],
        BillingMode: tableDefinition.BillingMode,
      }),
    );
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ResourceInUseException") throw error;
  }
  for (let attempt = 1; ; attempt += 1) {
    const { Table } = await client.send(new sdk.DescribeTableCommand({ TableName }));
    if (Table?.TableStatus === "ACTIVE") break;
    if (attempt === 60)
      throw new DynamoDbRefused(`The table ${table} is ${Table?.TableStatus ?? "not there"} for too long`);
    await clock.sleep(1_000);
  }
  try {
    const TimeToLiveSpecification = { AttributeName: ttlAttribute, Enabled: true };
    await client.send(new sdk.UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  } catch (error) {
    // It is on already, or was switched a moment ago; and where it is not, items stay, and reads judge their age.
    if (!(error instanceof Error) || error.name !== "ValidationException") throw error;
  }
};

/** Null where the table can be used; else what is wrong with it, in a sentence. */
const faultOf = async (sdk: Sdk, { client, table }: Wire): Promise<string | null> => {
  try {
    const { Table } = await client.send(new sdk.DescribeTableCommand({ TableName: table }));
    const keys = (Table?.KeySchema ?? []).map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(", ");
    if (keys !== "pk HASH, sk RANGE")
      return `The table ${table} has other keys (${keys}); Tailboard needs one of its own.`;
    return null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === "ResourceNotFoundException") return "missing";
    if (error.name === "AccessDeniedException")
      return `DescribeTable on ${table} is not allowed with these credentials.`;
    if (error.name === "CredentialsProviderError")
      return "No AWS credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile in AWS_PROFILE.";
    return `The table ${table} cannot be reached: ${error.name}.`;
  }
};

const patience: Place["timeouts"] = { connect_ms: 3_000, answer_ms: 10_000 };
