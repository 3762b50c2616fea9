import { AsyncLocalStorage } from "node:async_hooks";
import { epochOf } from "../../../domain/clock.ts";
import type { DynamoDBClient, DynamoDBDocumentClient, Sdk } from "../../dynamodb/sdk.ts";
import type { ItemKey } from "./layout.ts";

export interface TableLocation {
  table: string;
  /** Keeps several stores in one table apart; empty for none. */
  prefix: string;
  /** Null is AWS itself. */
  endpoint: string | null;
  /** Null leaves the region to the SDK. */
  region: string | null;
  /** Null leaves credentials to the SDK. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | null;
  timeouts: { connect_ms: number; answer_ms: number };
}

export type Item = ItemKey & Record<string, unknown>;

/** The answer to one request, before it is classified. `at` is store time from the `Date` header. */
export type TableAnswer<Content> = ({ ok: true; at: number } & Content) | TableFailure;

export interface TableFailure {
  ok: false;
  at: number | null;
  /** False if no byte of the request can have reached the table. */
  sent: boolean;
  /** The HTTP status; null if no whole answer arrived. */
  status: number | null;
  /** DynamoDB's error code, or that of the system, such as `ECONNRESET`. */
  code: string;
  /** For a transaction that was cancelled: one code per item. */
  reasons: string[];
  cause: unknown;
}

/** A condition on the item that a write replaces: it does not exist, or it has this version. */
export type ItemCondition = { version: string } | "absent" | "any";

export type ItemWrite = { put: Item; condition: ItemCondition } | { remove: ItemKey };

/** One HTTP exchange per call, with the SDK's own retries off. Every read is strongly consistent. */
export class DynamoDbTransport {
  readonly client: DynamoDBClient;
  readonly #sdk: Sdk;
  readonly #documents: DynamoDBDocumentClient;
  readonly #location: TableLocation;
  readonly #exchange = new AsyncLocalStorage<Exchange>();

  constructor(sdk: Sdk, location: TableLocation) {
    this.#sdk = sdk;
    this.#location = location;
    this.client = new sdk.DynamoDBClient(clientOptions(location));
    // Next to the wire, so it sees the raw answer to a refused request too.
    this.client.middlewareStack.add(
      (next) => async (args) => {
        const exchange = this.#exchange.getStore();
        if (exchange !== undefined) exchange.sent = true;
        const result = await next(args);
        if (exchange !== undefined) exchange.at = storeTimeOf(result.response);
        return result;
      },
      { step: "deserialize", priority: "low", name: "tailboardStoreTime" },
    );
    this.#documents = sdk.DynamoDBDocumentClient.from(this.client, {
      marshallOptions: { removeUndefinedValues: true },
    });
  }

  async get(key: ItemKey): Promise<TableAnswer<{ item: Item | null }>> {
    const command = new this.#sdk.GetCommand({ ...this.#table, Key: this.#own(key), ConsistentRead: true });
    return await this.#send(async (options) => {
      const { Item: item } = await this.#documents.send(command, options);
      return { item: (item as Item | undefined) ?? null };
    });
  }

  /** Returns sort keys of one partition between `from` and `to`, ascending, at most `limit`. */
  async query(pk: string, from: string, to: string, limit: number): Promise<TableAnswer<{ sks: string[] }>> {
    const command = new this.#sdk.QueryCommand({
      ...this.#table,
      KeyConditionExpression: "#pk = :pk AND #sk BETWEEN :from AND :to",
      ProjectionExpression: "#sk",
      ExpressionAttributeNames: { "#pk": "pk", "#sk": "sk" },
      ExpressionAttributeValues: { ":pk": this.#own({ pk, sk: "" }).pk, ":from": from, ":to": to },
      ConsistentRead: true,
      Limit: limit,
    });
    return await this.#send(async (options) => {
      const sks: string[] = [];
      // One answer holds at most 1 MB of items, so a page of large items needs several.
      for (let start: Record<string, unknown> | undefined; ;) {
        command.input.ExclusiveStartKey = start;
        const { Items, LastEvaluatedKey } = await this.#documents.send(command, options);
        for (const item of Items ?? []) sks.push(String(item["sk"]));
        if (LastEvaluatedKey === undefined || sks.length >= limit) return { sks: sks.slice(0, limit) };
        start = LastEvaluatedKey;
      }
    });
  }

  async put(item: Item, condition: ItemCondition): Promise<TableAnswer<object>> {
    const command = new this.#sdk.PutCommand({
      ...this.#table,
      Item: { ...item, ...this.#own(item) },
      ...conditionOf(condition),
    });
    return await this.#send(async (options) => {
      await this.#documents.send(command, options);
      return {};
    });
  }

  /** Removes an item and returns what it was, at no extra cost. */
  async remove(key: ItemKey): Promise<TableAnswer<{ item: Item | null }>> {
    const command = new this.#sdk.DeleteCommand({ ...this.#table, Key: this.#own(key), ReturnValues: "ALL_OLD" });
    return await this.#send(async (options) => {
      const { Attributes } = await this.#documents.send(command, options);
      return { item: (Attributes as Item | undefined) ?? null };
    });
  }

  /** Makes all of these writes, or none. */
  async transact(writes: readonly ItemWrite[]): Promise<TableAnswer<object>> {
    const TransactItems = writes.map((write) =>
      "put" in write
        ? { Put: { ...this.#table, Item: { ...write.put, ...this.#own(write.put) }, ...conditionOf(write.condition) } }
        : { Delete: { ...this.#table, Key: this.#own(write.remove) } },
    );
    const command = new this.#sdk.TransactWriteCommand({ TransactItems });
    return await this.#send(async (options) => {
      await this.#documents.send(command, options);
      return {};
    });
  }

  get #table(): { TableName: string } {
    return { TableName: this.#location.table };
  }

  #own({ pk, sk }: ItemKey): ItemKey {
    const { prefix } = this.#location;
    return { pk: prefix === "" ? pk : `${prefix}/${pk}`, sk };
  }

  async #send<Content extends object>(
    send: (options: { abortSignal: AbortSignal }) => Promise<Content>,
  ): Promise<TableAnswer<Content>> {
    const exchange: Exchange = { sent: false, at: null };
    const failure = { ok: false as const, sent: true, status: null, reasons: [] };
    try {
      const options = { abortSignal: AbortSignal.timeout(this.#location.timeouts.answer_ms) };
      const content = await this.#exchange.run(exchange, () => send(options));
      const { at } = exchange;
      if (at !== null) return { ok: true, at, ...content };
      return { ...failure, at, code: "MissingDate", cause: new Error("The table's answer has no Date header") };
    } catch (cause) {
      const code = codeOf(cause);
      const sent = exchange.sent && !notConnected.has(code);
      return { ok: false, at: exchange.at, sent, status: statusOf(cause), code, reasons: reasonsOf(cause), cause };
    }
  }
}

interface Exchange {
  sent: boolean;
  at: number | null;
}

const clientOptions = ({ endpoint, region, credentials, timeouts }: TableLocation) => ({
  ...(region === null ? (endpoint === null ? {} : { region: "us-east-1" }) : { region }),
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: timeouts.connect_ms,
    // The SDK counts the wait for a free socket as connecting, so there are more sockets than one process uses.
    httpAgent: { maxSockets: 256 },
    httpsAgent: { maxSockets: 256 },
  },
  ...(endpoint === null ? {} : { endpoint }),
  ...(credentials === null ? {} : { credentials }),
});

const conditionOf = (condition: ItemCondition): ConditionInput => {
  if (condition === "any") return {};
  if (condition === "absent") {
    return { ConditionExpression: "attribute_not_exists(#pk)", ExpressionAttributeNames: { "#pk": "pk" } };
  }
  return {
    ConditionExpression: "#version = :version",
    ExpressionAttributeNames: { "#version": "version" },
    ExpressionAttributeValues: { ":version": condition.version },
  };
};

interface ConditionInput {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, string>;
}

/** Milliseconds since the epoch from the `Date` header; null without one. */
const storeTimeOf = (response: unknown): number | null => {
  if (typeof response !== "object" || response === null || !("headers" in response)) return null;
  const date = (response.headers as Record<string, string>)["date"];
  const at = date === undefined ? Number.NaN : epochOf(date);
  return Number.isFinite(at) ? at : null;
};

const notConnected = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

const statusOf = (cause: unknown): number | null => {
  if (typeof cause !== "object" || cause === null || !("$metadata" in cause)) return null;
  const metadata: unknown = cause.$metadata;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return null;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : null;
};

const reasonsOf = (cause: unknown): string[] => {
  if (typeof cause !== "object" || cause === null || !("CancellationReasons" in cause)) return [];
  const reasons: unknown = cause.CancellationReasons;
  if (!Array.isArray(reasons)) return [];
  return reasons.map((reason: { Code?: string }) => reason.Code ?? "None");
};

/** The SDK makes DynamoDB's error code the name of the error; a network error has a code of the system. */
const codeOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return "unknown";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
};
