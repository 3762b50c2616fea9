import { expect, test } from "vitest";
import { describeObjectStore } from "../object-store.case.ts";
import { MemoryObjectStore } from "./memory-object-store.ts";

describeObjectStore("MemoryObjectStore", () => ({ store: new MemoryObjectStore() }));

test("a clone starts from the same contents and goes its own way", async () => {
  const store = new MemoryObjectStore();
  await store.put("a", new Uint8Array([1]), "absent");
  const clone = store.clone();
  const found = await clone.get("a");
  expect(found).toEqual(await store.get("a"));
  if (found.outcome === "found") await clone.put("a", new Uint8Array([2]), { version: found.version });
  expect(await store.get("a")).toEqual(found);
});
