import { expect, test } from "vitest";
import { seededRandom } from "../../../test/harness/seeded-random.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import { readCalendar, updateCalendar } from "./calendar.ts";
import { compact } from "./compaction.ts";
import { deleteExpired } from "./deletion.ts";
import { UnreadableDocument } from "../../job-store.ts";
import { day_ms, logName, numbers, openWorld, set } from "./test-log.case.ts";

let seed = 0;
const compaction = (objects: ObjectStore) => {
  seed += 1;
  return { objects, name: logName, kind: numbers, random: seededRandom(seed) };
};
const keysOf = async (store: ObjectStore, prefix: string): Promise<string[]> => {
  const listed = await store.list(prefix);
  return listed.outcome === "listed" ? listed.keys.map((key) => key.slice(prefix.length)) : [];
};

const openWith = async (count: number) => {
  const world = openWorld();
  const log = world.open();
  for (let index = 0; index < count; index += 1) await log.change(set(`n${index}`, index));
  return { ...world, log };
};

test("a log opens from its snapshot and the entries after it", async () => {
  const { store, open, log } = await openWith(10);
  await compact(compaction(store), await log.read());
  await log.change(set("later", 1));
  for (let n = 1; n <= 10; n += 1) await store.delete(`days/2026-11-27/${String(n).padStart(8, "0")}`);
  const { n, state } = await open().read();
  expect(n).toBe(11);
  expect(Object.keys(state)).toHaveLength(11);
});

test("a snapshot is split into parts of whole records", async () => {
  const { store, open, log } = await openWith(50);
  const parts = new Map<string, Uint8Array>();
  const target: ObjectStore = {
    partBytes: 200,
    maxBodyBytes: store.maxBodyBytes,
    get: (key, options) => store.get(key, options),
    put: (key, body, ...rest) => {
      parts.set(key, body);
      return store.put(key, body, ...rest);
    },
    delete: (key) => store.delete(key),
    list: (prefix, options) => store.list(prefix, options),
  };
  await compact(compaction(target), await log.read());
  expect(parts.size).toBeGreaterThan(5);
  expect((await open().read()).state).toEqual((await log.read()).state);
});

test("the calendar keeps the snapshot of the higher number, and the other's parts are removed", async () => {
  const { store, log } = await openWith(3);
  const early = await log.read();
  await log.change(set("later", 1));
  await compact(compaction(store), await log.read());
  await compact(compaction(store), early);
  expect((await readCalendar(store, logName)).entry.snapshot?.n).toBe(4);
  expect((await keysOf(store, "snapshots/2026-11-27/")).every((key) => key.startsWith("00000004-"))).toBe(true);
});

test("two compactors of one head name one snapshot", async () => {
  const { store, log } = await openWith(3);
  const head = await log.read();
  await Promise.all([compact(compaction(store), head), compact(compaction(store), head)]);
  expect(await keysOf(store, "snapshots/2026-11-27/")).toHaveLength(1);
});

test("entries go 35 days after the snapshot that covers them, and later ones stay", async () => {
  const { store, open, pass, log } = await openWith(3);
  await compact(compaction(store), await log.read());
  await log.change(set("later", 1));
  pass(35 * day_ms - 1);
  await deleteExpired(store, logName);
  expect(await keysOf(store, "days/2026-11-27/")).toHaveLength(4);
  pass(1);
  await deleteExpired(store, logName);
  expect(await keysOf(store, "days/2026-11-27/")).toEqual(["00000004"]);
  expect((await open().read()).state).toMatchObject({ n0: 0, later: 1 });
  // A process that was suspended through all of this still writes at the right number.
  await log.change(set("after", 2));
  expect((await open().read()).n).toBe(5);
});

test("a stray entry below the floor is ignored and removed", async () => {
  const { store, open, pass, log } = await openWith(3);
  await compact(compaction(store), await log.read());
  pass(36 * day_ms);
  await deleteExpired(store, logName);
  await store.put("days/2026-11-27/00000002", new Uint8Array([1]), "absent");
  expect((await open().read()).n).toBe(3);
  await deleteExpired(store, logName);
  expect(await keysOf(store, "days/2026-11-27/")).toEqual([]);
});

test("a superseded snapshot stays for two days, and one that may become the floor stays longer", async () => {
  const { store, pass, log } = await openWith(1);
  for (const name of ["b", "c", "d"]) {
    await compact(compaction(store), await log.read());
    await log.change(set(name, 1));
  }
  const numbersLeft = async () =>
    (await keysOf(store, "snapshots/2026-11-27/")).map((key) => Number(key.split("-")[0]));
  await deleteExpired(store, logName);
  expect(await numbersLeft()).toEqual([1, 2, 3]);
  pass(2 * day_ms);
  await deleteExpired(store, logName);
  expect(await numbersLeft()).toEqual([1, 3]);
  pass(33 * day_ms);
  await deleteExpired(store, logName);
  expect(await numbersLeft()).toEqual([3]);
});

test("a log that is compacted every day loses old entries and superseded snapshots all the same", async () => {
  const { store, open, pass, log } = await openWith(1);
  for (let day = 1; day <= 60; day += 1) {
    await log.change(set(`day${day}`, day));
    await compact(compaction(store), await log.read());
    await deleteExpired(store, logName);
    pass(day_ms);
  }
  // Entries stay for 35 to 42 days, and a snapshot a week stays as a possible floor.
  expect((await keysOf(store, "days/2026-11-27/")).length).toBeLessThanOrEqual(43);
  expect((await keysOf(store, "days/2026-11-27/")).length).toBeGreaterThanOrEqual(35);
  expect((await keysOf(store, "snapshots/2026-11-27/")).length).toBeLessThanOrEqual(20);
  expect((await open().read()).state).toEqual((await log.read()).state);
});

test("a snapshot whose part is missing or altered makes the log damaged", async () => {
  for (const damage of ["missing", "altered"]) {
    const { store, open, log } = await openWith(3);
    await compact(compaction(store), await log.read());
    const [part = ""] = await keysOf(store, "snapshots/2026-11-27/");
    const key = `snapshots/2026-11-27/${part}`;
    if (damage === "missing") await store.delete(key);
    else await store.put(key, Buffer.from('{"set":"n0","to":9}\n'), "any");
    await expect(open().read()).rejects.toThrow(UnreadableDocument);
  }
});

test("a log that is shorter than its calendar says is damaged", async () => {
  const { store, open, log } = await openWith(3);
  await updateCalendar(store, logName, (entry) => (entry.n === 7 ? null : { ...entry, n: 7 }));
  await expect(open().read()).rejects.toThrow(UnreadableDocument);
  // A process that knows the head goes on: the calendar is a high-water mark for those that open the log.
  expect((await log.read()).n).toBe(3);
});
