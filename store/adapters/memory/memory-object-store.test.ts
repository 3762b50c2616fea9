import { expect, test } from "vitest";
import { describeObjectStore } from "../../port/object-store.case.ts";
import { MemoryObjectStore } from "./memory-object-store.ts";

describeObjectStore("MemoryObjectStore", () => {
  let now = 1_000_000;
  return {
    store: new MemoryObjectStore(() => now),
    moveClock: (ms) => {
      now += ms;
    },
  };
});

test("a clone starts with the same contents, and later writes do not show in the original", async () => {
  const store = new MemoryObjectStore(() => 1);
  await store.put("a", new Uint8Array([1]), "absent");
  const clone = store.clone();
  const found = await clone.get("a");
  expect(found).toEqual(await store.get("a"));
  if (found.outcome === "found") await clone.put("a", new Uint8Array([2]), { version: found.version });
  expect(await store.get("a")).toEqual(found);
});

test("contents lists what exists and leaves out deleted keys", async () => {
  const store = new MemoryObjectStore(() => 1);
  await store.put("a", new Uint8Array([1]), "absent");
  await store.put("b", new Uint8Array([2]), "absent");
  await store.delete("a");
  expect([...store.contents()].map(({ key, body }) => [key, [...body]])).toEqual([["b", [2]]]);
});
