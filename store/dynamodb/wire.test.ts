import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSdk } from "./sdk.ts";
import { Wire } from "./wire.ts";
import type { Write } from "./write.ts";

const sdk = await loadSdk();

/** A table that answers each call with the next scripted answer, whatever the call. */
let answer: { status: number; body: object } = { status: 200, body: {} };
let server: Server;
let noted: unknown[];
let wire: Wire;
beforeEach(async () => {
  answer = { status: 200, body: {} };
  server = createServer((request, response) => {
    request.resume();
    response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  noted = [];
  wire = new Wire(sdk, {
    table: "tailboard",
    prefix: "",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: null,
    credentials: { accessKeyId: "tailboard", secretAccessKey: "tailboard" },
    timeouts: { connect_ms: 3_000, answer_ms: 15_000 },
    observe: null,
    wrote: (cause) => void noted.push(cause instanceof Error ? cause.name : cause),
  });
});
afterEach(async () => {
  wire.client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const refuse = (name: string, status = 400, more: object = {}) => {
  answer = { status, body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name, ...more } };
};
const key = { pk: "a", sk: "b" };
const absent = { text: "attribute_not_exists(#pk)" };
const one: Record<string, Write[]> = {
  put: [{ put: key }],
  remove: [{ remove: key }],
  update: [{ update: key, set: "#n = :n", values: { ":n": 1 } }],
  transaction: [{ put: key }, { check: { pk: "a", sk: "c" }, when: absent }],
};

test.each(Object.keys(one))(
  "a write (%s) that stands is noted, and so is one that the table does not take",
  async (kind) => {
    const write = () => wire.write(one[kind] ?? [], "a token");
    expect(await write()).toMatchObject({ ok: true });
    expect(noted).toEqual([null]);
    refuse("AccessDeniedException");
    expect(await write()).toMatchObject({ ok: false });
    refuse("InternalServerError", 500);
    expect(await write()).toMatchObject({ ok: false });
    expect(noted).toEqual([null, "AccessDeniedException", "InternalServerError"]);
  },
);

test("a refused condition, a race and a busy table are answers: the table takes writes", async () => {
  refuse("ConditionalCheckFailedException");
  await wire.write([{ put: key, when: absent }], "a token");
  refuse("ThrottlingException");
  await wire.write([{ put: key }], "a token");
  refuse("TransactionCanceledException", 400, { CancellationReasons: [{ Code: "TransactionConflict" }] });
  await wire.write(one["transaction"] ?? [], "a token");
  expect(noted).toEqual([null, null, null]);
});

test("a read says nothing about writes", async () => {
  await wire.get(key);
  refuse("AccessDeniedException");
  expect(await wire.get(key)).toMatchObject({ ok: false });
  expect(noted).toEqual([]);
});
