import { expect, it } from "vitest";
import { UnreadableDocument } from "../job-store.ts";
import { SteppedClock, seededRandom } from "../conformance/fixture.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import { CatalogDocuments } from "./catalog-documents.ts";
import { Documents } from "./documents.ts";

const open = (objects: MemoryObjectStore, seed: number) =>
  new CatalogDocuments(
    new Documents(
      { objects, clock: new SteppedClock(), random: seededRandom(seed), process: `p${seed}`, report: () => undefined },
      "America/Los_Angeles",
    ),
  );

it("keeps a catalog once and as it was first, for every process", async () => {
  const objects = new MemoryObjectStore();
  const [one, two] = [open(objects, 1), open(objects, 2)];
  expect(await one.read("v1")).toBeNull();
  await Promise.all([one.keep("v1", { price: 1 }), two.keep("v1", { price: 1 })]);
  await two.keep("v1", { price: 2 });
  await open(objects, 3).keep("v1", { price: 3 });
  expect(await two.read("v1")).toEqual({ price: 1 });
  expect(await one.read("v2")).toBeNull();
});

it("asks the store once, however often one is kept", async () => {
  const objects = new MemoryObjectStore();
  let puts = 0;
  const put = objects.put.bind(objects);
  objects.put = (...given) => {
    puts += 1;
    return put(...given);
  };
  const catalogs = open(objects, 1);
  for (let time = 0; time < 5; time += 1) await catalogs.keep("v1", { price: 1 });
  expect(puts).toBe(1);
});

it("gives all, by version, and names each that is no catalog", async () => {
  const objects = new MemoryObjectStore();
  const catalogs = open(objects, 1);
  for (const version of ["b", "a", "d"]) await catalogs.keep(version, { version });
  const put = (version: string, text: string) =>
    objects.put(`catalogs/${version}`, new TextEncoder().encode(text), "any");
  await put("c", '{"cut');
  await put("e", "[1]");
  await put("f", "null");
  const told: string[] = [];
  const given = [];
  for await (const { version, catalog } of catalogs.all({ unreadable: ({ key }) => void told.push(key) }))
    given.push([version, catalog]);
  expect(given).toEqual(["a", "b", "d"].map((version) => [version, { version }]));
  expect(told).toEqual(["catalogs/c", "catalogs/e", "catalogs/f"]);
  const reading = async () => {
    for await (const _each of catalogs.all()) continue;
  };
  await expect(reading()).rejects.toThrow(UnreadableDocument);
  for (const version of ["c", "e", "f"]) await expect(catalogs.read(version)).rejects.toThrow(UnreadableDocument);
});
