import { AsyncLocalStorage } from "node:async_hooks";
import { epochOf } from "../../../domain/clock.ts";
import { encodeItem, decodeItem, type Attributes, type Item } from "./item.ts";
import type { ItemKey } from "./layout.ts";
import type { DynamoDBClient, Sdk } from "./sdk.ts";

export interface DynamoDbTransportOptions {
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

/**
 * A condition on the item that a write replaces or removes: it does not exist, it has this version, or its version does
 * not contain this text. A missing item fulfills the last.
 */
export type ItemCondition = { version: string } | { versionWithout: string } | "absent" | "any";

export type ItemWrite = { put: Item; condition: ItemCondition } | { remove: ItemKey; condition: ItemCondition };

/** One HTTP exchange per call, with the SDK's own retries off. Every read is strongly consistent. */
export class DynamoDbTransport {
  readonly client: DynamoDBClient;
  readonly #sdk: Sdk;
  readonly #options: DynamoDbTransportOptions;
  readonly #exchange = new AsyncLocalStorage<Exchange>();

  constructor(sdk: Sdk, options: DynamoDbTransportOptions) {
    this.#sdk = sdk;
    this.#options = options;
    this.client = new sdk.DynamoDBClient(clientOptions(options));
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
  }

  async get(key: ItemKey): Promise<TableAnswer<{ item: Item | null }>> {
    const command = new this.#sdk.GetItemCommand({ ...this.#table, Key: this.#encode(key), ConsistentRead: true });
    return await this.#send(async (options) => {
      const { Item: attributes } = await this.client.send(command, options);
      return { item: attributes === undefined ? null : decodeItem(attributes) };
    });
  }

  /** Returns sort keys of one partition from `from` to `to`, ascending, at most `limit`. */
  async query(pk: string, from: string, to: string, limit: number): Promise<TableAnswer<{ sks: string[] }>> {
    const command = new this.#sdk.QueryCommand({
      ...this.#table,
      KeyConditionExpression: "#pk = :pk AND #sk BETWEEN :from AND :to",
      ProjectionExpression: "#sk",
      ExpressionAttributeNames: { "#pk": "pk", "#sk": "sk" },
      ExpressionAttributeValues: { ":pk": { S: this.#own(pk) }, ":from": { S: from }, ":to": { S: to } },
      ConsistentRead: true,
      Limit: limit,
    });
    return await this.#send(async (options) => {
      const sks: string[] = [];
      // One answer covers at most 1 MB of items, so a page of large items needs several.
      for (;;) {
        const { Items, LastEvaluatedKey } = await this.client.send(command, options);
        for (const attributes of Items ?? []) sks.push(attributes["sk"]?.S ?? "");
        if (LastEvaluatedKey === undefined || sks.length >= limit) return { sks: sks.slice(0, limit) };
        command.input.ExclusiveStartKey = LastEvaluatedKey;
      }
    });
  }

  /** Makes all of these writes, or none. More than one are a transaction, which costs twice as much. */
  async write(writes: readonly [ItemWrite, ...ItemWrite[]]): Promise<TableAnswer<object>> {
    const [first] = writes;
    return await this.#send(async (options) => {
      if (writes.length > 1) {
        const TransactItems = writes.map((write) => this.#inTransaction(write));
        await this.client.send(new this.#sdk.TransactWriteItemsCommand({ TransactItems }), options);
      } else if ("put" in first) {
        await this.client.send(new this.#sdk.PutItemCommand(this.#put(first)), options);
      } else {
        await this.client.send(new this.#sdk.DeleteItemCommand(this.#remove(first)), options);
      }
      return {};
    });
  }

  #inTransaction(write: ItemWrite) {
    return "put" in write ? { Put: this.#put(write) } : { Delete: this.#remove(write) };
  }

  #put({ put, condition }: ItemWrite & { put: Item }) {
    return { ...this.#table, Item: this.#encode(put), ...conditionOf(condition) };
  }

  #remove({ remove, condition }: ItemWrite & { remove: ItemKey }) {
    return { ...this.#table, Key: this.#encode(remove), ...conditionOf(condition) };
  }

  get #table(): { TableName: string } {
    return { TableName: this.#options.table };
  }

  #encode(item: Item): Attributes {
    return encodeItem({ ...item, pk: this.#own(item.pk) });
  }

  #own(pk: string): string {
    const { prefix } = this.#options;
    return prefix === "" ? pk : `${prefix}/${pk}`;
  }

  async #send<Content extends object>(
    send: (options: { abortSignal: AbortSignal }) => Promise<Content>,
  ): Promise<TableAnswer<Content>> {
    const exchange: Exchange = { sent: false, at: null };
    const failure = { ok: false as const, sent: true, status: null, reasons: [] };
    try {
      const options = { abortSignal: AbortSignal.timeout(this.#options.timeouts.answer_ms) };
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

const clientOptions = ({ endpoint, region, credentials, timeouts }: DynamoDbTransportOptions) => ({
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
  const ExpressionAttributeNames = { "#version": "version" };
  return "version" in condition
    ? {
        ConditionExpression: "#version = :version",
        ExpressionAttributeNames,
        ExpressionAttributeValues: { ":version": { S: condition.version } },
      }
    : {
        ConditionExpression: "NOT contains(#version, :text)",
        ExpressionAttributeNames,
        ExpressionAttributeValues: { ":text": { S: condition.versionWithout } },
      };
};

interface ConditionInput {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Attributes;
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
