import type { SignedClient } from "../aws/signed-client.ts";
import { encodeItem, decodeItem, type Attributes, type Item } from "./item.ts";
import type { ItemKey } from "./layout.ts";

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

/** The requests that Tailboard makes to a table, one HTTP exchange each. Every read is strongly consistent. */
export class DynamoDbTransport {
  readonly #client: SignedClient;
  readonly #table: string;
  readonly #prefix: string;

  /** `prefix` keeps several stores in one table apart; empty for a store that has the whole table. */
  constructor(client: SignedClient, { table, prefix }: { table: string; prefix: string }) {
    this.#client = client;
    this.#table = table;
    this.#prefix = prefix;
  }

  async get(key: ItemKey): Promise<TableAnswer<{ item: Item | null }>> {
    const got = await this.call<{ Item?: Attributes }>("GetItem", { Key: this.#encode(key), ConsistentRead: true });
    if (!got.ok) return got;
    const { at, output } = got;
    return { ok: true, at, item: output.Item === undefined ? null : decodeItem(output.Item) };
  }

  /** Returns sort keys of one partition from `from` to `to`, ascending, at most `limit`. */
  async query(pk: string, from: string, to: string, limit: number): Promise<TableAnswer<{ sks: string[] }>> {
    const sks: string[] = [];
    // One answer covers at most 1 MB of items, so a page of large items needs several.
    for (let after: Attributes | undefined; ;) {
      const page = await this.call<{ Items?: Attributes[]; LastEvaluatedKey?: Attributes }>("Query", {
        KeyConditionExpression: "#pk = :pk AND #sk BETWEEN :from AND :to",
        ProjectionExpression: "#sk",
        ExpressionAttributeNames: { "#pk": "pk", "#sk": "sk" },
        ExpressionAttributeValues: { ":pk": { S: this.#own(pk) }, ":from": { S: from }, ":to": { S: to } },
        ConsistentRead: true,
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: after }),
      });
      if (!page.ok) return page;
      const { at, output } = page;
      for (const attributes of output.Items ?? []) sks.push(attributes["sk"]?.S ?? "");
      after = output.LastEvaluatedKey;
      if (after === undefined || sks.length >= limit) return { ok: true, at, sks: sks.slice(0, limit) };
    }
  }

  /** Makes all of these writes, or none. More than one are a transaction, which costs twice as much. */
  async write(writes: readonly [ItemWrite, ...ItemWrite[]]): Promise<TableAnswer<object>> {
    const [first] = writes;
    if (writes.length === 1)
      return await this.call("put" in first ? "PutItem" : "DeleteItem", this.#encodeWrite(first));
    const TransactItems = writes.map((write) => {
      const one = { TableName: this.#table, ...this.#encodeWrite(write) };
      return "put" in write ? { Put: one } : { Delete: one };
    });
    return await this.#send("TransactWriteItems", { TransactItems });
  }

  /** Makes any request about the table. */
  async call<Output>(operation: string, input: object): Promise<TableAnswer<{ output: Output }>> {
    return await this.#send(operation, { TableName: this.#table, ...input });
  }

  async #send<Output>(operation: string, input: object): Promise<TableAnswer<{ output: Output }>> {
    const answer = await this.#client.send({
      method: "POST",
      path: "/",
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": `DynamoDB_20120810.${operation}` },
      body: Buffer.from(JSON.stringify(input)),
    });
    if (!answer.answered) {
      const { sent, code, cause } = answer;
      return { ok: false, at: null, sent, status: null, code, reasons: [], cause };
    }
    const { status, at, body } = answer;
    const failure = { ok: false as const, at, sent: true, status };
    if (status !== 200) {
      const { code, message, reasons } = errorIn(body);
      return { ...failure, code, reasons, cause: new DynamoDbError(`${status} ${code} ${message}`.trim()) };
    }
    if (at === null) {
      const cause = new DynamoDbError("The table's answer has no Date header");
      return { ...failure, code: "MissingDate", status: null, reasons: [], cause };
    }
    return { ok: true, at, output: JSON.parse(new TextDecoder().decode(body)) as Output };
  }

  #encodeWrite(write: ItemWrite): object {
    const target = "put" in write ? { Item: this.#encode(write.put) } : { Key: this.#encode(write.remove) };
    return { ...target, ...conditionOf(write.condition) };
  }

  #encode(item: Item): Attributes {
    return encodeItem({ ...item, pk: this.#own(item.pk) });
  }

  #own(pk: string): string {
    return this.#prefix === "" ? pk : `${this.#prefix}/${pk}`;
  }
}

/** An answer of the table that is not a success. */
class DynamoDbError extends Error {
  override name = "DynamoDbError";
}

const conditionOf = (condition: ItemCondition): object => {
  if (condition === "any") return {};
  if (condition === "absent") {
    return { ConditionExpression: "attribute_not_exists(#pk)", ExpressionAttributeNames: { "#pk": "pk" } };
  }
  const [ConditionExpression, value] =
    "version" in condition
      ? ["#version = :value", condition.version]
      : ["NOT contains(#version, :value)", condition.versionWithout];
  return {
    ConditionExpression,
    ExpressionAttributeNames: { "#version": "version" },
    ExpressionAttributeValues: { ":value": { S: value } },
  };
};

/** Reads DynamoDB's error; one without a body of its own, such as a proxy's, has the code `unknown`. */
const errorIn = (body: Uint8Array): { code: string; message: string; reasons: string[] } => {
  const text = new TextDecoder().decode(body);
  const error = text.startsWith("{") ? (JSON.parse(text) as ErrorBody) : {};
  const { __type: type = "unknown", message = error.Message ?? "", CancellationReasons: reasons = [] } = error;
  return { code: type.replace(/^.*#/, ""), message, reasons: reasons.map(({ Code }) => Code ?? "None") };
};

interface ErrorBody {
  __type?: string;
  message?: string;
  Message?: string;
  CancellationReasons?: { Code?: string }[];
}
