import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock, systemRandom } from "../../../test/harness/machine.ts";
import { DynamoDbRefused } from "./dynamodb-refused.ts";
import { FakeTable, type Fate } from "./fake-table.ts";
import { openDynamoDb } from "./open-dynamodb.ts";

let table: FakeTable;
let endpoint: string;
beforeEach(async () => {
  table = new FakeTable();
  endpoint = await table.listen();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await table.close();
});

const open = (at: string | null = endpoint) =>
  openDynamoDb(
    { table: "crew", prefix: "", endpoint: at, region: "us-west-2" },
    { credentials: { accessKeyId: "key", secretAccessKey: "secret" }, clock: systemClock, random: systemRandom },
  );

test("a table that exists is not changed", async () => {
  await open();
  expect(table.asked).not.toContain("CreateTable");
});

test("a missing table is created on an engine, also by two processes at the same time", async () => {
  table.keys = null;
  await Promise.all([open(), open()]);
  expect(table.keys).toEqual({ pk: "HASH", sk: "RANGE" });
  expect((await (await open()).get("a")).outcome).toBe("missing");
});

test("a missing table is refused on AWS, where it costs money, and not created", async () => {
  table.keys = null;
  // As on AWS, the address names no endpoint.
  vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", endpoint);
  await expect(open(null)).rejects.toThrow(/There is no table crew .* infra apply/);
  expect(table.asked).toEqual(["DescribeTable"]);
});

test("a table with other keys is refused and not changed", async () => {
  table.keys = { id: "HASH" };
  await expect(open()).rejects.toThrow(/has other keys \(id HASH\)\. Tailboard needs a table of its own/);
  expect(table.asked).toEqual(["DescribeTable"]);
});

test.each<[string, Fate, RegExp]>([
  ["access is denied", { status: 400, code: "AccessDeniedException" }, /may not describe the table crew/],
  ["the table does not answer", "reset", /crew cannot be reached: ECONNRESET/],
  ["a proxy answers", { status: 502, code: "BadGateway" }, /crew cannot be reached: BadGateway/],
])("one sentence says that %s", async (_, fate, sentence) => {
  table.fate = () => fate;
  const opened = open();
  await expect(opened).rejects.toThrow(DynamoDbRefused);
  await expect(opened).rejects.toThrow(sentence);
});
