import { describe, expect, test } from "vitest";
import { UnreadableDocument } from "../job-store.ts";
import { Catalogs } from "./catalogs.ts";
import { beforePut, jsonObjects, openMemory, worlds } from "./documents-world.case.ts";
import { JsonObjects } from "./json-objects.ts";

describe.each(worlds)("on %s", (_, openWorld) => {
  test("a catalog is kept once and as it was first, for every process", async () => {
    const world = await openWorld();
    const open = () => new Catalogs(jsonObjects(world));
    const [one, two] = [open(), open()];
    expect(await one.read("v1")).toBeNull();
    await Promise.all([one.keep("v1", { price: 1 }), two.keep("v1", { price: 1 })]);
    await two.keep("v1", { price: 2 });
    await open().keep("v1", { price: 3 });
    expect(await two.read("v1")).toEqual({ price: 1 });
    expect(await one.read("v2")).toBeNull();
  });
});

test("a process stores a catalog once, however often it keeps it", async () => {
  const world = openMemory();
  let puts = 0;
  const counted = beforePut(world.store, () => {
    puts += 1;
    return Promise.resolve();
  });
  const catalogs = new Catalogs(new JsonObjects({ ...world.open(), objects: counted }));
  for (let time = 0; time < 5; time += 1) await catalogs.keep("v1", { price: 1 });
  expect(puts).toBe(1);
});

test("lists all catalogs in order, and names each damaged one", async () => {
  const world = openMemory();
  const catalogs = new Catalogs(jsonObjects(world));
  for (const version of ["b", "a", "d"]) await catalogs.keep(version, { version });
  for (const [version, text] of [
    ["c", '{"cut'],
    ["e", "[1]"],
    ["f", "null"],
  ]) {
    await world.store.put(`catalogs/${version}`, Buffer.from(text ?? ""), "any");
  }
  const damaged: string[] = [];
  const read = [];
  for await (const { version, catalog } of catalogs.all({ unreadable: ({ key }) => void damaged.push(key) }))
    read.push([version, catalog]);
  expect(read).toEqual(["a", "b", "d"].map((version) => [version, { version }]));
  expect(damaged).toEqual(["catalogs/c", "catalogs/e", "catalogs/f"]);
  const readAll = async () => {
    for await (const _each of catalogs.all()) continue;
  };
  await expect(readAll()).rejects.toThrow(UnreadableDocument);
});
