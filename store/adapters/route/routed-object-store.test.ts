import { expect, test } from "vitest";
import { describeObjectStore } from "../../port/object-store.case.ts";
import { MemoryObjectStore } from "../memory/memory-object-store.ts";
import { RoutedObjectStore } from "./routed-object-store.ts";

const open = (now = () => 1_000_000) => {
  const [routed, rest] = [new MemoryObjectStore(now), new MemoryObjectStore(now)];
  return { routed, rest, store: new RoutedObjectStore({ prefixes: ["a/", "releases/"], routed, rest }) };
};
const bytes = new Uint8Array([1]);

describeObjectStore("RoutedObjectStore", () => {
  let now = 1_000_000;
  const { store } = open(() => now);
  return {
    store,
    moveClock: (ms) => {
      now += ms;
    },
  };
});

test("a key is kept in the store that its prefix names", async () => {
  const { store, routed, rest } = open();
  for (const key of ["releases/one", "releases", "t/view"]) await store.put(key, bytes, "absent");
  expect([...routed.contents()].map(({ key }) => key)).toEqual(["releases/one"]);
  expect([...rest.contents()].map(({ key }) => key)).toEqual(["releases", "t/view"]);
  await store.delete("releases/one");
  expect([...routed.contents()]).toEqual([]);
});

test("a list is unavailable if one of the stores that it needs is", async () => {
  const { store, routed } = open();
  await store.put("t/view", bytes, "absent");
  routed.list = () => Promise.resolve({ outcome: "unavailable", cause: new Error("away") });
  expect((await store.list("")).outcome).toBe("unavailable");
  expect((await store.list("rel")).outcome).toBe("unavailable");
  expect(await store.list("t/")).toMatchObject({ outcome: "listed", keys: ["t/view"] });
});
