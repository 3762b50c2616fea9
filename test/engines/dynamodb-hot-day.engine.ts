import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { addDays } from "../../domain/day.ts";
import { setStatus } from "../../domain/status.ts";
import {
  afternoon,
  customer,
  friday,
  morning,
  renamed,
  saturday,
  seededRandom,
  visitOf,
} from "../../store/conformance/fixture.ts";
import { worldOf } from "../../store/conformance/world.ts";
import { DynamoDbRefused } from "../../store/adapters/dynamodb/dynamodb-refused.ts";
import { layout, jobShards, shards } from "../../store/dynamodb/layout.ts";
import { openWire } from "../../store/dynamodb/open-wire.ts";
import { loadSdk } from "../../store/dynamodb/sdk.ts";
import { underTest } from "../../store/dynamodb/under-test.ts";
import type { ObservedCall } from "../../store/dynamodb/wire.ts";
import { onFaultyLine } from "./faulty-line.ts";
import { freshStore, makeTable, realClock, tableEngine, wireTo } from "./table.ts";

const engine = tableEngine();

if ("missing" in engine) {
  test.skip(`DynamoDB Local: ${engine.missing}`);
} else {
  const { endpoint } = engine;
  beforeAll(() => makeTable(endpoint));

  /** A new store, and a record of every call of its processes. */
  const open = () => {
    const prefix = freshStore();
    const calls: ObservedCall[] = [];
    const observe = (call: ObservedCall) => void calls.push(call);
    return {
      ...worldOf(
        underTest(1, () => wireTo(endpoint, prefix, { observe })),
        1,
      ),
      prefix,
      calls,
    };
  };
  const costOf = (calls: ObservedCall[]) => ({
    write_units: calls.reduce((total, { reckoned_write_units }) => total + reckoned_write_units, 0),
    read_units: calls.reduce((total, { read_units }) => total + read_units, 0),
    calls: calls.length,
  });

  describe("a day with hundreds of openings", () => {
    test("spreads a window over counters, and sells exactly its capacity", async () => {
      const { client, another, prefix } = open();
      await client.insist(() => client.jobs.setCapacity(friday, [{ ...morning, capacity: 60 }], false));
      const clients = Array.from({ length: 6 }, () => another());
      const made = await Promise.allSettled(
        Array.from({ length: 80 }, (_, index) => (clients[index % 6] ?? client).create()),
      );
      expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(60);
      expect(await client.taken(friday, morning)).toBe(60);
      const wire = wireTo(endpoint, prefix);
      const counters = await Promise.all(shards(3).map((shard) => wire.get(layout.counter(friday, morning, shard))));
      expect(counters.map((got) => (got.ok ? got.item?.["free"] : got))).toEqual([0, 0, undefined]);

      // With a capacity below what is sold, the window has one counter again and sells nothing until enough is released.
      const jobs = made.flatMap((one) => (one.status === "fulfilled" ? [one.value.job] : []));
      await client.insist(() => client.jobs.setCapacity(friday, [{ ...morning, capacity: 58 }], false));
      for (const { id } of jobs.slice(0, 2)) await client.cancel(id);
      await expect(client.create()).rejects.toMatchObject({ code: "window_full" });
      await client.cancel(jobs[2]?.id ?? "");
      await client.create();
      await expect(another().create()).rejects.toMatchObject({ code: "window_full" });
      expect(await client.taken(friday, morning)).toBe(58);
    });

    test("uses the current counters in a process that cached one or four of them", async () => {
      const { client, another } = open();
      const other = another();
      const size = async (capacity: number) =>
        await client.insist(() => client.jobs.setCapacity(friday, [{ ...morning, capacity }], false));
      await size(40);
      await other.create();
      await size(100);
      for (let index = 0; index < 12; index += 1) await client.create();
      expect(await other.taken(friday, morning)).toBe(13);
      await other.create();
      await size(40);
      expect(await other.taken(friday, morning)).toBe(14);
    });

    test("never sells more than the capacity while the capacity changes", async () => {
      const { client, another } = open();
      await client.insist(() => client.jobs.setCapacity(friday, [{ ...morning, capacity: 100 }], false));
      const clients = Array.from({ length: 4 }, () => another());
      const sizing = (async () => {
        for (const capacity of [55, 40, 70, 100, 45, 52])
          await client.insist(() => client.jobs.setCapacity(friday, [{ ...morning, capacity }], false));
      })();
      const made = await Promise.allSettled(
        Array.from({ length: 90 }, (_, index) => (clients[index % 4] ?? client).create()),
      );
      await sizing;
      const sold = made.filter(({ status }) => status === "fulfilled").length;
      expect(await client.taken(friday, morning)).toBe(sold);
      for (const one of made) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "window_full" });
      // From here on nothing is sold beyond the last capacity.
      await Promise.allSettled(Array.from({ length: 60 }, (_, index) => (clients[index % 4] ?? client).create()));
      expect(await client.taken(friday, morning)).toBe(Math.max(52, sold));
    });

    test("stores its jobs in several partitions", async () => {
      const { client, prefix } = open();
      for (let index = 0; index < 24; index += 1) await client.create({ window: null });
      const wire = wireTo(endpoint, prefix);
      const found = await Promise.all(
        shards(jobShards).map((shard) => wire.query({ pk: layout.jobs(friday, shard), from: " ", to: "~" })),
      );
      const counts = found.map((got) => (got.ok ? got.items.length : 0));
      expect(counts.reduce((total, count) => total + count, 0)).toBe(24);
      expect(counts.filter((count) => count > 0).length).toBeGreaterThan(3);
    });
  });

  describe("data beyond one item or one transaction", () => {
    test("never rents a trailer twice on a day when a rental of 93 days moves by one", async () => {
      const { client, another } = open();
      await client.insist(() =>
        client.settings.change((settings) => ({
          ...settings,
          services: settings.services.map((one) => (one.id === "trailer-15" ? { ...one, stock: 1 } : one)),
        })),
      );
      const out = (from: string, days: number) => [
        { ...visitOf("v1", "drop_off", from, null), hold: { resource: "trailer-15", until: addDays(from, days - 1) } },
      ];
      const { job } = await client.create({ visits: out("2026-11-30", 93) });
      const refused = { code: "window_full", facts: { resource: "trailer-15", day: "2027-03-02" } };
      await expect(another().create({ visits: out("2027-03-02", 20) })).rejects.toMatchObject(refused);
      await client.change(job.id, (now) => ({ next: { ...now, visits: out("2026-12-01", 93) }, what: "moved" }));
      const days = await client.insist(() => client.jobs.capacity("2026-11-29", "2027-03-04"));
      const outOn = days.filter(({ resources }) => resources[0]?.out === 1).map(({ day }) => day);
      expect([outOn.length, outOn[0], outOn.at(-1)]).toEqual([93, "2026-12-01", addDays("2026-12-01", 92)]);
      expect(days.every(({ resources }) => (resources[0]?.out ?? 0) <= 1)).toBe(true);
    });

    test("keeps a history far beyond 400 KB, with small writes per change", async () => {
      const { client, another, prefix, calls } = open();
      const { job } = await client.create();
      for (let turn = 0; turn < 260; turn += 1) {
        const notes = `${turn} ${"x".repeat(990)}`;
        await client.change(job.id, (now) => ({ next: { ...now, notes }, what: "edited" }), { write: `write-${turn}` });
      }
      const whole = await another().find(job.id);
      expect(whole.history.map(({ id }) => id).slice(1)).toEqual(Array.from({ length: 260 }, (_, at) => `write-${at}`));
      expect(JSON.stringify(whole).length).toBeGreaterThan(400 * 1024);
      const item = await wireTo(endpoint, prefix).get(layout.job(job.id));
      expect(item.ok && JSON.stringify(item.item).length).toBeLessThan(40 * 1024);
      // A write id of long ago is still found.
      const again = await client.jobs.change(job.id, { write: "write-3", by: customer, decide: renamed("Bea") });
      expect(again).toMatchObject({ replayed: true, job: { rev: 5 } });
      expect((await client.insist(() => client.jobs.between(friday, friday)))[0]).toEqual(whole);
      calls.length = 0;
      await client.change(job.id, renamed("Bea"));
      expect(costOf(calls).write_units).toBeLessThan(120);
    });

    test("refuses a job with more visits than one transaction can change, with a reason", async () => {
      const { client } = open();
      const visits = Array.from({ length: 60 }, (_, index) =>
        visitOf(`v${index}`, "swap", addDays(friday, index), { start: "09:00", end: "10:00" }),
      ).map((visit) => ({ ...visit, window: null, crew: "crew-1" }));
      await expect(client.create({ visits })).rejects.toMatchObject({ code: "invalid" });
    });
  });

  test("never scans, and reads a range with a few queries", async () => {
    const { client, another, calls } = open();
    const { job } = await client.create({ key: "key" });
    await client.create({ key: "key" });
    await client.create({ day: null });
    await client.move(job.id, saturday, afternoon);
    await client.change(job.id, (now, at) => setStatus(now, "ready_for_pickup", undefined, at));
    const { jobs } = another();
    calls.length = 0;
    await jobs.between("2026-09-01", "2026-12-02");
    // Four months with four partitions each, and the jobs that they name.
    expect(calls.filter(({ command }) => command === "QueryCommand")).toHaveLength(16);
    expect(calls).toHaveLength(17);
    calls.length = 0;
    await jobs.capacity(friday, addDays(friday, 61));
    // The hours of a month are two queries, for any number of its days.
    expect(calls.filter(({ command }) => command === "QueryCommand")).toHaveLength(6);
    calls.length = 0;
    await jobs.board(friday);
    await jobs.waiting();
    await jobs.findByToken("a".repeat(32));
    await jobs.setCapacity(friday, [{ ...morning, capacity: 1 }], false);
    await jobs.applyHours(friday, addDays(friday, 3));
    for await (const one of jobs.all()) expect(one.id).toBeTruthy();
    await jobs.drain();
    await jobs.sweep();
    await jobs.parked();
    await jobs.remove(job.id, customer);
    const commands = new Set(calls.map(({ command }) => command));
    expect([...commands].filter((command) => /scan/i.test(command))).toEqual([]);
    expect(commands.size).toBeGreaterThan(4);
  });

  test("costs at most these request units per change", async () => {
    const { client, calls } = open();
    await client.create({ window: afternoon });
    const measure = async (name: string, act: () => Promise<unknown>) => {
      calls.length = 0;
      await act();
      return { name, ...costOf(calls) };
    };
    let id = "";
    const rows = [
      await measure("create", async () => ({ id } = (await client.create()).job)),
      await measure("status", () => client.change(id, (now, at) => setStatus(now, "ready_for_pickup", undefined, at))),
      await measure("move", () => client.move(id, saturday, morning)),
      await measure("find", () => client.find(id)),
      await measure("board", () => client.jobs.board(friday)),
      await measure("availability, 62 days", () => client.jobs.capacity(friday, addDays(friday, 61))),
      await measure("drain of nothing", () => client.jobs.drain()),
    ];
    console.table(rows);
    const of = (name: string) => rows.find((row) => row.name === name);
    // The costs in docs/ come from these numbers. Raise one only on purpose.
    expect(of("create")?.write_units).toBeLessThanOrEqual(20);
    expect(of("status")?.write_units).toBeLessThanOrEqual(20);
    expect(of("find")?.read_units).toBe(1);
  });

  describe("a table that", () => {
    const credentials = { accessKeyId: "tailboard", secretAccessKey: "tailboard" };
    const opening = { credentials, clock: realClock };
    afterEach(() => vi.unstubAllEnvs());

    test("does not exist is refused on AWS and created on an engine", async () => {
      const table = `t${freshStore()}`;
      // As on AWS, Tailboard has no endpoint. Only the SDK knows that this is an engine.
      vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", endpoint);
      for (const attempt of [1, 2]) {
        const opened = openWire({ table, region: "us-east-1", ...opening });
        await expect(opened, `attempt ${attempt}`).rejects.toThrow(/There is no table .* infra apply/);
      }
      const wire = await openWire({ table, endpoint, ...opening });
      expect(await wire.get({ pk: "a", sk: "b" })).toMatchObject({ ok: true, item: null });
      const found = await openWire({ table, region: "us-east-1", ...opening });
      expect(await found.get({ pk: "a", sk: "b" })).toMatchObject({ ok: true, item: null });
    });

    test("has other keys is refused and not changed", async () => {
      const TableName = `t${freshStore()}`;
      const { client } = wireTo(endpoint, "");
      const key = { AttributeName: "id", AttributeType: "S" } as const;
      const made = new (await loadSdk()).CreateTableCommand({
        TableName,
        AttributeDefinitions: [key],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        BillingMode: "PAY_PER_REQUEST",
      });
      await client.send(made);
      await expect(openWire({ table: TableName, endpoint, ...opening })).rejects.toThrow(/has other keys \(id HASH\)/);
    });

    test("cannot be reached gets one sentence", async () => {
      const opened = openWire({ table: "tailboard", endpoint: "http://127.0.0.1:1", ...opening });
      await expect(opened).rejects.toThrow(DynamoDbRefused);
      await expect(opened).rejects.toThrow(/cannot be reached/);
    });
  });

  test("reports a table that does not answer, and creates nothing", async () => {
    const prefix = freshStore();
    const broken = { lost: 0, late: 0, dropped: 1, twice: 0, broken: 0, throttled: 0, raced: 0 };
    const { another } = worldOf(
      underTest(1, () => onFaultyLine(wireTo(endpoint, prefix), seededRandom(1), broken)),
      1,
    );
    await expect(another().jobs.find("261127-7K3Q")).rejects.toMatchObject({ name: "StoreUnavailable" });
    const throttled = { ...broken, dropped: 0, throttled: 1 };
    const busy = worldOf(
      underTest(2, () => onFaultyLine(wireTo(endpoint, prefix), seededRandom(2), throttled)),
      2,
    );
    await expect(busy.client.jobs.capacity(friday, friday)).rejects.toMatchObject({ name: "StoreUnavailable" });
  });
}
