import { expect, test } from "vitest";
import { MemoryObjectStore } from "../memory/memory-object-store.ts";
import { describeObjectStore } from "../object-store.case.ts";
import { ObservedObjectStore } from "./observed-object-store.ts";

describeObjectStore("ObservedObjectStore", () => ({ store: new ObservedObjectStore(new MemoryObjectStore()) }));

test("counts calls, bytes and outcomes by verb, until reset", async () => {
  const store = new ObservedObjectStore(new MemoryObjectStore());
  await store.put("a/b", new Uint8Array(10), "absent");
  await store.put("a/b", new Uint8Array(5), "absent");
  await store.get("a/b");
  await store.get("a/c");
  await store.list("a/");
  expect(store.observed).toEqual({
    put: { calls: 2, bytes: 15, outcomes: { stored: 1, exists: 1 } },
    get: { calls: 2, bytes: 10, outcomes: { found: 1, missing: 1 } },
    delete: { calls: 0, bytes: 0, outcomes: {} },
    list: { calls: 1, bytes: 3, outcomes: { listed: 1 } },
  });
  store.reset();
  expect(store.observed.put).toEqual({ calls: 0, bytes: 0, outcomes: {} });
});
