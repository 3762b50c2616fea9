import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { judge, type Failure } from "./judge.ts";
import { unitsOf } from "./reckon.ts";
import type { DynamoDBClient, DynamoDBDocumentClient, Sdk } from "./sdk.ts";
import { namesIn, type Condition, type Item, type Key, type Write } from "./write.ts";

export interface Place {
  table: string;
  /** Before every partition key, with a slash: several stores may share a table. Empty is none. */
  prefix: string;
  /** Null is AWS itself. */
  endpoint: string | null;
  /** Null leaves it to the SDK, except where another endpoint makes it a formality. */
  region: string | null;
  /** Null leaves it to the SDK: environment, shared files, the machine's role. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | null;
  timeouts: {
    connect_ms: number;
    /** From handing a request over to the last byte of its answer. */
    answer_ms: number;
  };
  /** Told of every answer: what it cost. */
  observe: ((call: ObservedCall) => void) | null;
  /** Told how each write ended: null where the table answered, else why it did not. */
  wrote?: ((cause: unknown) => void) | null;
}

export interface ObservedCall {
  /** As the SDK names it: `TransactWriteItemsCommand`. */
  command: string;
  /** As the table counts them; 0 where it refused. Engines on a laptop count otherwise than AWS. */
  read_units: number;
  write_units: number;
  /** By AWS's published rule, from the sizes of what was sent. */
  reckoned_write_units: number;
}

export type Answer<T> = ({ ok: true } & T) | Failure;

/** One partition, ascending by sort key, both ends included. */
export interface Range {
  pk: string;
  from: string;
  to: string;
  /** Goes on behind this sort key. */
  after?: string;
  limit?: number;
}

/**
 * One HTTP exchange a call, never repeated by the SDK: its second try would take a failed condition for an answer, when
 * it was its own first try that landed. Every read is strongly consistent. There is no Scan here, nor anywhere else.
 */
export class Wire {
  readonly #sdk: Sdk;
  readonly #documents: DynamoDBDocumentClient;
  readonly #place: Place;
  readonly #exchange = new AsyncLocalStorage<{ sent: boolean }>();
  /** For who watches or bends what goes over the line. */
  readonly client: DynamoDBClient;

  constructor(sdk: Sdk, place: Place) {
    const { endpoint, region, credentials, timeouts } = place;
    this.#sdk = sdk;
    this.#place = place;
    this.client = new sdk.DynamoDBClient({
      ...(region === null ? (endpoint === null ? {} : { region: "us-east-1" }) : { region }),
      maxAttempts: 1,
      requestHandler: {
        connectionTimeout: timeouts.connect_ms,
        // To wait for a free socket counts as not connecting.
        httpAgent: { maxSockets: 256 },
        httpsAgent: { maxSockets: 256 },
      },
      ...(endpoint === null ? {} : { endpoint }),
      ...(credentials === null ? {} : { credentials }),
    });
    this.client.middlewareStack.add(
      (next) => async (args) => {
        const exchange = this.#exchange.getStore();
        if (exchange !== undefined) exchange.sent = true;
        return await next(args);
      },
      { step: "deserialize", priority: "low", name: "tailboardSent" },
    );
    this.#documents = sdk.DynamoDBDocumentClient.from(this.client, {
      marshallOptions: { removeUndefinedValues: true },
    });
  }

  get table(): string {
    return this.#place.table;
  }

  async get(key: Key): Promise<Answer<{ item: Item | null }>> {
    const command = new this.#sdk.GetCommand({
      TableName: this.table,
      Key: this.#own(key),
      ConsistentRead: true,
      ...this.#counting,
    });
    return await this.#ask("GetItemCommand", 0, async (options) => {
      const { Item, ConsumedCapacity } = await this.#documents.send(command, options);
      return [{ item: Item === undefined ? null : this.#itemOf(Item) }, ConsumedCapacity];
    });
  }

  /** At most 100. `left` is what the table had no time for. */
  async getEach(keys: Key[]): Promise<Answer<{ items: Item[]; left: Key[] }>> {
    const command = new this.#sdk.BatchGetCommand({
      RequestItems: { [this.table]: { Keys: keys.map((key) => this.#own(key)), ConsistentRead: true } },
      ...this.#counting,
    });
    return await this.#ask("BatchGetItemCommand", 0, async (options) => {
      const { Responses, UnprocessedKeys, ConsumedCapacity } = await this.#documents.send(command, options);
      const left = new Set((UnprocessedKeys?.[this.table]?.Keys ?? []).map((key) => `${key["pk"]} ${key["sk"]}`));
      return [
        {
          items: (Responses?.[this.table] ?? []).map((item) => this.#itemOf(item)),
          left: keys.filter((key) => left.has(`${this.#own(key).pk} ${key.sk}`)),
        },
        ...(ConsumedCapacity ?? []),
      ];
    });
  }

  /** One page; `after` says where the next begins, and is null when there is none. */
  async query({ pk, from, to, after, limit }: Range): Promise<Answer<{ items: Item[]; after: string | null }>> {
    const partition = this.#own({ pk, sk: "" }).pk;
    const command = new this.#sdk.QueryCommand({
      TableName: this.table,
      KeyConditionExpression: "#pk = :pk AND #sk BETWEEN :from AND :to",
      ExpressionAttributeNames: { "#pk": "pk", "#sk": "sk" },
      ExpressionAttributeValues: { ":pk": partition, ":from": from, ":to": to },
      ConsistentRead: true,
      ...(after === undefined ? {} : { ExclusiveStartKey: { pk: partition, sk: after } }),
      ...(limit === undefined ? {} : { Limit: limit }),
      ...this.#counting,
    });
    return await this.#ask("QueryCommand", 0, async (options) => {
      const { Items, LastEvaluatedKey, ConsumedCapacity } = await this.#documents.send(command, options);
      const last: unknown = LastEvaluatedKey?.["sk"];
      return [
        { items: (Items ?? []).map((item) => this.#itemOf(item)), after: typeof last === "string" ? last : null },
        ConsumedCapacity,
      ];
    });
  }

  /** One write goes alone, at half the price. `token` names a transaction, so that sending it again is not another. */
  async write(writes: Write[], token: string): Promise<Answer<object>> {
    const reckoned = this.#place.observe === null ? 0 : unitsOf(writes);
    const [only] = writes;
    if (writes.length === 1 && only !== undefined && !("check" in only)) return await this.#writeOne(only, reckoned);
    const command = new this.#sdk.TransactWriteCommand({
      TransactItems: writes.map((write) => this.#transacted(write)),
      ClientRequestToken: this.#ownToken(token),
      ...this.#counting,
    });
    return await this.#ask("TransactWriteItemsCommand", reckoned, async (options) => {
      const { ConsumedCapacity } = await this.#documents.send(command, options);
      return [{}, ...(ConsumedCapacity ?? [])];
    });
  }

  async #writeOne(write: Exclude<Write, { check: Key }>, reckoned: number): Promise<Answer<object>> {
    const base = { TableName: this.table, ...conditionOf(write.when, ""), ...this.#counting };
    if ("put" in write) {
      const command = new this.#sdk.PutCommand({ ...base, Item: { ...write.put, ...this.#own(write.put) } });
      return await this.#ask("PutItemCommand", reckoned, async (options) => {
        return [{}, (await this.#documents.send(command, options)).ConsumedCapacity];
      });
    }
    if ("remove" in write) {
      const command = new this.#sdk.DeleteCommand({ ...base, Key: this.#own(write.remove) });
      return await this.#ask("DeleteItemCommand", reckoned, async (options) => {
        return [{}, (await this.#documents.send(command, options)).ConsumedCapacity];
      });
    }
    const command = new this.#sdk.UpdateCommand({ ...base, ...this.#updated(write) });
    return await this.#ask("UpdateItemCommand", reckoned, async (options) => {
      return [{}, (await this.#documents.send(command, options)).ConsumedCapacity];
    });
  }

  #transacted(write: Write) {
    const TableName = this.table;
    if ("put" in write)
      return { Put: { TableName, Item: { ...write.put, ...this.#own(write.put) }, ...conditionOf(write.when, "") } };
    if ("remove" in write)
      return { Delete: { TableName, Key: this.#own(write.remove), ...conditionOf(write.when, "") } };
    if ("update" in write) return { Update: { TableName, ...this.#updated(write) } };
    return {
      ConditionCheck: {
        TableName,
        Key: this.#own(write.check),
        ConditionExpression: write.when.text,
        ExpressionAttributeNames: namesIn(write.when.text),
        ...valuesOf(write.when.values),
      },
    };
  }

  #updated({ update, set, values, when }: Extract<Write, { update: Key }>) {
    return {
      Key: this.#own(update),
      UpdateExpression: `SET ${set}`,
      ...conditionOf(when, set),
      ExpressionAttributeValues: { ...values, ...when?.values },
    };
  }

  #own({ pk, sk }: Key): Key {
    const { prefix } = this.#place;
    return { pk: prefix === "" ? pk : `${prefix}/${pk}`, sk };
  }

  /** The table remembers tokens of all its stores, for ten minutes. */
  #ownToken(token: string): string {
    const { prefix } = this.#place;
    if (prefix === "") return token;
    return createHash("sha256").update(`${prefix}/${token}`).digest("base64url").slice(0, 36);
  }

  /** Only `Wire` writes items, each with both keys. */
  #itemOf(item: Record<string, unknown>): Item {
    const { prefix } = this.#place;
    const { pk, sk } = item as Item;
    return { ...item, pk: prefix === "" ? pk : pk.slice(prefix.length + 1), sk };
  }

  get #counting() {
    return this.#place.observe === null ? {} : ({ ReturnConsumedCapacity: "TOTAL" } as const);
  }

  async #ask<T extends object>(
    name: string,
    reckoned: number,
    send: (options: { abortSignal: AbortSignal }) => Promise<[T, ...(Consumed | undefined)[]]>,
  ): Promise<Answer<T>> {
    const exchange = { sent: false };
    try {
      // The whole exchange, body included: the SDK's own time-out ends with the headers.
      const options = { abortSignal: AbortSignal.timeout(this.#place.timeouts.answer_ms) };
      const [answer, ...consumed] = await this.#exchange.run(exchange, () => send(options));
      this.#observe(name, consumed, reckoned);
      if (isWrite(name)) this.#place.wrote?.(null);
      return { ok: true, ...answer };
    } catch (cause) {
      this.#observe(name, [], 0);
      const code = codeOf(cause);
      const sent = exchange.sent && !neverConnected.has(code);
      const failure: Failure = { ok: false, sent, status: statusOf(cause), code, reasons: reasonsOf(cause), cause };
      const { kind } = judge(failure);
      if (isWrite(name)) this.#place.wrote?.(kind === "unavailable" || kind === "unknown" ? cause : null);
      return failure;
    }
  }

  #observe(command: string, consumed: (Consumed | undefined)[], reckoned_write_units: number): void {
    const writes = isWrite(command);
    const units = consumed.reduce((total, one) => total + (one?.CapacityUnits ?? 0), 0);
    this.#place.observe?.({
      command,
      read_units: writes ? 0 : units,
      write_units: writes ? units : 0,
      reckoned_write_units,
    });
  }
}

interface Consumed {
  CapacityUnits?: number | undefined;
}

const conditionOf = (when: Condition | undefined, more: string) => {
  const names = namesIn(`${more} ${when?.text ?? ""}`);
  return {
    ...(when === undefined ? {} : { ConditionExpression: when.text }),
    ...(Object.keys(names).length === 0 ? {} : { ExpressionAttributeNames: names }),
    ...valuesOf(when?.values),
  };
};

const valuesOf = (values: Record<string, unknown> | undefined) =>
  values === undefined ? {} : { ExpressionAttributeValues: values };

const neverConnected = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

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
  return reasons.map((reason: unknown) =>
    typeof reason === "object" && reason !== null && "Code" in reason && typeof reason.Code === "string"
      ? reason.Code
      : "None",
  );
};

/** Where DynamoDB sends its word, the SDK makes it the name; a plain network error has a code. */
const codeOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return "unknown";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
};

const isWrite = (command: string): boolean => !reads.has(command);
const reads = new Set(["GetItemCommand", "BatchGetItemCommand", "QueryCommand", "DescribeTableCommand"]);
