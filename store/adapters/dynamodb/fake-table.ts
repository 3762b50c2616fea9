import { createServer, type Server, type ServerResponse } from "node:http";
import type { Attributes } from "./item.ts";

/** What happens to one request: a refusal without an effect, or a lost answer. `reset after` applies the request first. */
export type Fate =
  | { status: number; code: string; reasons?: string[] }
  | "reset"
  | "reset after"
  | "no date"
  | "silence"
  | undefined;

/** A server on loopback with as much of DynamoDB as the adapter uses. It has one table. For tests. */
export class FakeTable {
  /** By partition key and sort key, joined with a space. */
  readonly items = new Map<string, Attributes>();
  /** The operation of each request, such as `PutItem`. */
  readonly asked: string[] = [];
  /** Called before each request. */
  fate: (operation: string) => Fate = () => undefined;
  /** The attributes of the key, and `HASH` or `RANGE` for each; null if the table does not exist. */
  keys: Record<string, string> | null = { pk: "HASH", sk: "RANGE" };
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
        this.#answer(operation, JSON.parse(Buffer.concat(chunks).toString()), response);
      });
    });
  }

  /** Returns the endpoint, on a free port. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("A TCP server has an address");
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(operation: string, input: Input, response: ServerResponse): void {
    this.asked.push(operation);
    const fate = this.fate(operation);
    if (fate === "silence") return;
    if (fate === "reset") return void response.destroy();
    if (fate === "no date") response.sendDate = false;
    const body = typeof fate === "object" ? refusal(fate.code, fate.reasons) : this.#apply(operation, input);
    if (fate === "reset after") return void response.destroy();
    const status = typeof fate === "object" ? fate.status : "__type" in body ? 400 : 200;
    response.writeHead(status, { "Content-Type": "application/x-amz-json-1.0" }).end(JSON.stringify(body));
  }

  #apply(operation: string, input: Input): object {
    if (operation === "DescribeTable") return this.#describe();
    if (operation === "CreateTable") return this.#create(input);
    if (operation === "GetItem") return { Item: this.items.get(nameOf(input.Key)) };
    if (operation === "Query") return this.#query(input);
    if (operation === "TransactWriteItems") return this.#transact(input.TransactItems ?? []);
    if (!this.#holds(input)) return refusal("ConditionalCheckFailedException");
    this.#write(input);
    return {};
  }

  #describe(): object {
    if (this.keys === null) return refusal("ResourceNotFoundException");
    const KeySchema = Object.entries(this.keys).map(([AttributeName, KeyType]) => ({ AttributeName, KeyType }));
    return { Table: { TableStatus: "ACTIVE", KeySchema } };
  }

  #create({ KeySchema = [] }: Input): object {
    if (this.keys !== null) return refusal("ResourceInUseException");
    this.keys = Object.fromEntries(KeySchema.map(({ AttributeName, KeyType }) => [AttributeName, KeyType]));
    return {};
  }

  #transact(writes: { Put?: Input; Delete?: Input }[]): object {
    const inputs = writes.map(({ Put, Delete }) => Put ?? Delete ?? {});
    const reasons = inputs.map((input) => (this.#holds(input) ? "None" : "ConditionalCheckFailed"));
    if (reasons.includes("ConditionalCheckFailed")) return refusal("TransactionCanceledException", reasons);
    for (const input of inputs) this.#write(input);
    return {};
  }

  #write({ Item: item, Key: key }: Input): void {
    if (item === undefined) this.items.delete(nameOf(key));
    else this.items.set(nameOf(item), item);
  }

  /** The three conditions of the adapter. */
  #holds({ Item: item, Key: key, ConditionExpression: condition, ExpressionAttributeValues: values }: Input): boolean {
    const stored = this.items.get(nameOf(item ?? key));
    const version = stored?.["version"]?.S;
    if (condition === undefined) return true;
    if (condition === "attribute_not_exists(#pk)") return stored === undefined;
    if (condition === "#version = :value") return version !== undefined && version === values?.[":value"]?.S;
    if (condition === "NOT contains(#version, :value)") return version?.includes(values?.[":value"]?.S ?? "") !== true;
    throw new Error(`The fake table does not know the condition ${condition}`);
  }

  #query({ ExpressionAttributeValues: values, Limit: limit = 0, ExclusiveStartKey: start }: Input): object {
    const [pk, from = "", to = ""] = [":pk", ":from", ":to"].map((name) => values?.[name]?.S);
    const found = [...this.items.values()]
      .filter((item) => item["pk"]?.S === pk)
      .map((item) => item["sk"]?.S ?? "")
      .filter((sk) => sk >= from && sk <= to && (start === undefined || sk > (start["sk"]?.S ?? "")))
      .toSorted();
    // Small pages, so that every reader has to continue.
    const page = found.slice(0, Math.min(limit, 3));
    const last = page.at(-1);
    return {
      Items: page.map((sk) => ({ sk: { S: sk } })),
      ...(page.length < found.length && { LastEvaluatedKey: { pk: { S: pk }, sk: { S: last } } }),
    };
  }
}

interface Input {
  Item?: Attributes;
  Key?: Attributes;
  TransactItems?: { Put?: Input; Delete?: Input }[];
  ConditionExpression?: string;
  ExpressionAttributeValues?: Attributes;
  ExclusiveStartKey?: Attributes;
  Limit?: number;
  KeySchema?: { AttributeName: string; KeyType: string }[];
}

const nameOf = (key: Attributes | undefined): string => `${key?.["pk"]?.S} ${key?.["sk"]?.S}`;

const refusal = (code: string, reasons?: string[]): object => ({
  __type: `com.amazonaws.dynamodb.v20120810#${code}`,
  ...(reasons !== undefined && { CancellationReasons: reasons.map((Code) => ({ Code })) }),
});
