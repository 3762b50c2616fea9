import { afterEach, describe, expect, test } from "vitest";
import { systemClock, systemRandom } from "../../../test/harness/machine.ts";
import { describeObjectStore } from "../../port/object-store.case.ts";
import type { ObjectStore, Version } from "../../port/object-store.ts";
import type { DynamoDbObjectStore } from "./dynamodb-object-store.ts";
import { FakeTable, type Fate } from "./fake-table.ts";
import { openDynamoDb } from "./open-dynamodb.ts";

const tables: FakeTable[] = [];
afterEach(async () => {
  for (const table of tables.splice(0)) await table.close();
});

const openAt = (endpoint: string, answer_ms = 5_000): Promise<DynamoDbObjectStore> =>
  openDynamoDb(
    { table: "tailboard", prefix: "crew", endpoint, region: null },
    {
      credentials: { accessKeyId: "key", secretAccessKey: "secret" },
      timeouts: { connect_ms: 1_000, answer_ms },
      clock: systemClock,
      random: systemRandom,
    },
  );

const open = async (answer_ms?: number) => {
  const table = new FakeTable();
  tables.push(table);
  const endpoint = await table.listen();
  const store = await openAt(endpoint, answer_ms);
  table.asked.length = 0;
  return { table, store, another: () => openAt(endpoint) };
};

const small = new TextEncoder().encode("small");
/** A body of this many items. */
const bodyOf = (chunks: number): Uint8Array => new Uint8Array(chunks * 320 * 1024).fill(chunks);
/** The names of all items except the index. */
const itemsIn = (table: FakeTable): string[] =>
  [...table.items.keys()].filter((name) => !name.startsWith("crew/partitions")).toSorted();
const stored = async (store: ObjectStore, body: Uint8Array): Promise<Version> => {
  const put = await store.put("a", body, "any");
  if (put.outcome !== "stored") throw new Error(put.outcome);
  return put.version;
};

describeObjectStore("DynamoDbObjectStore", async () => {
  const { store, another } = await open();
  return { store, second: await another() };
});

test("a table with the rows of an earlier version is refused", async () => {
  const { table, another } = await open();
  table.items.set("crew/calendar 2026-11-27", { pk: { S: "crew/calendar" }, sk: { S: "2026-11-27" } });
  await expect(another()).rejects.toThrow(
    /^dynamodb:\/\/tailboard\/crew\?endpoint=\S+ was written by an earlier version/,
  );
});

describe("an object of several chunks", () => {
  test("is read whole, also at its largest", async () => {
    const { table, store } = await open();
    const body = new Uint8Array(store.maxBodyBytes).map((_, index) => index % 251);
    await stored(store, body);
    expect(itemsIn(table)).toHaveLength(10);
    const found = await store.get("a");
    expect(found.outcome === "found" && Buffer.compare(found.body, body)).toBe(0);
  });

  const sizes = [1, 2, 3];
  const changes = sizes.flatMap((before) => sizes.map((after) => ({ before, after })));
  test.each(changes)(
    "leaves no chunk when $after items replace $before, with and without a version",
    async (change) => {
      const { table, store } = await open();
      const version = await stored(store, bodyOf(change.before));
      expect((await store.put("a", bodyOf(change.after), { version })).outcome).toBe("stored");
      expect(itemsIn(table)).toHaveLength(change.after);
      await stored(store, bodyOf(change.before));
      expect(itemsIn(table)).toHaveLength(change.before);
      expect(await store.get("a")).toMatchObject({ outcome: "found", body: bodyOf(change.before) });
    },
  );

  test.each(sizes)("leaves nothing when it is deleted: %d items", async (size) => {
    const { table, store } = await open();
    await stored(store, bodyOf(size));
    expect((await store.delete("a")).outcome).toBe("deleted");
    expect(itemsIn(table)).toEqual([]);
  });

  test.each<Fate>(["reset", "reset after"])(
    "is deleted wholly or not at all when the table stops answering: %s",
    async (fate) => {
      const { table, store } = await open();
      await stored(store, bodyOf(3));
      table.fate = (operation) => (operation === "TransactWriteItems" ? fate : undefined);
      expect((await store.delete("a")).outcome).toBe("indeterminate");
      expect(itemsIn(table)).toHaveLength(fate === "reset" ? 3 : 0);
      table.fate = () => undefined;
      expect((await store.delete("a")).outcome).toBe("deleted");
      expect(itemsIn(table)).toEqual([]);
    },
  );

  test("leaves no chunk when writers without a condition race", async () => {
    const { table, store, another } = await open();
    const stores = [store, await another(), await another()];
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(stores.map((one, index) => one.put("a", bodyOf(1 + ((round + index) % 3)), "any")));
      const found = await store.get("a");
      if (found.outcome !== "found") throw new Error(found.outcome);
      expect(itemsIn(table)).toHaveLength(found.body[0] ?? 0);
    }
  });

  test("is read again when a newer write replaces it during the read", async () => {
    const { table, store } = await open();
    await stored(store, bodyOf(2));
    const older = [...table.items];
    await stored(store, bodyOf(3));
    const newer = [...table.items];
    for (const [name, item] of older) table.items.set(name, item);
    table.asked.length = 0;
    table.fate = () => {
      // The newer write is applied between the read of the object's item and the read of its chunk.
      if (table.asked.length === 2) for (const [name, item] of newer) table.items.set(name, item);
      return undefined;
    };
    expect(await store.get("a")).toMatchObject({ outcome: "found", body: bodyOf(3) });
    expect(table.asked).toHaveLength(5);
  });
});

test("one request per call: a log partition is put into the index once, and a list of one partition asks only that", async () => {
  const { table, store } = await open();
  await store.put("days/2026-11-27/00000001", small, "absent");
  expect(table.asked).toEqual(["PutItem", "PutItem"]);
  table.asked.length = 0;
  await store.put("days/2026-11-27/00000002", small, "absent");
  await store.put("priority/2026-11-27", small, "any");
  await store.get("days/2026-11-27/00000002");
  await store.list("days/2026-11-27/", { limit: 1 });
  await store.list("due/");
  await store.delete("days/2026-11-27/00000001");
  expect(table.asked).toEqual(["PutItem", "PutItem", "GetItem", "Query", "Query", "DeleteItem"]);
});

describe("an answer other than success", () => {
  const fates: [string, Fate, { write: string; isApplied: boolean }][] = [
    ["500", { status: 500, code: "InternalServerError" }, { write: "indeterminate", isApplied: false }],
    ["throttling", { status: 400, code: "ThrottlingException" }, { write: "unavailable", isApplied: false }],
    ["no access", { status: 400, code: "AccessDeniedException" }, { write: "unavailable", isApplied: false }],
    [
      "another transaction",
      { status: 400, code: "TransactionConflictException" },
      { write: "conflict", isApplied: false },
    ],
    ["a reset before the write", "reset", { write: "indeterminate", isApplied: false }],
    ["a reset after the write", "reset after", { write: "indeterminate", isApplied: true }],
    ["an answer without a date", "no date", { write: "indeterminate", isApplied: true }],
    ["no answer", "silence", { write: "indeterminate", isApplied: false }],
  ];
  test.each(fates)("%s", async (_, fate, { write, isApplied }) => {
    const { table, store } = await open(fate === "silence" ? 300 : 30_000);
    const version = await stored(store, small);
    table.asked.length = 0;
    table.fate = () => fate;
    expect((await store.get("a")).outcome).toBe("unavailable");
    expect((await store.list("due/")).outcome).toBe("unavailable");
    expect((await store.put("a", new Uint8Array([1]), { version })).outcome).toBe(write);
    // One request each: the adapter repeats none of them.
    expect(table.asked).toEqual(["GetItem", "Query", "PutItem"]);
    table.fate = () => undefined;
    expect(await store.get("a")).toMatchObject({ outcome: "found", body: isApplied ? new Uint8Array([1]) : small });
  });
});
