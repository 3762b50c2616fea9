import { expect, test } from "vitest";
import { describeObjectStore } from "../../port/object-store.case.ts";
import { MemoryObjectStore } from "../memory/memory-object-store.ts";
import { InjectedFault } from "./fault.ts";
import { FaultyObjectStore } from "./faulty-object-store.ts";
import { ObservedObjectStore, type ObservedCall } from "./observed-object-store.ts";

describeObjectStore("ObservedObjectStore", () => {
  let now = 1_000;
  const store = new ObservedObjectStore(new MemoryObjectStore(() => now), () => undefined);
  return {
    store,
    moveClock: (ms) => {
      now += ms;
    },
  };
});

test("reports each finished call with its outcome, its bytes and the cause of a failure", async () => {
  const calls: ObservedCall[] = [];
  const faulty = new FaultyObjectStore(new MemoryObjectStore(() => 1), {
    choose: ({ verb }) => (verb === "delete" ? "timeout" : "none"),
  });
  const store = new ObservedObjectStore(faulty, (call) => calls.push(call));
  await store.put("a/b", new Uint8Array(10), "absent");
  await store.put("a/b", new Uint8Array(5), "absent");
  await store.get("a/b");
  await store.list("a/");
  await store.delete("a/b");
  expect(calls).toEqual([
    { verb: "put", key: "a/b", outcome: "stored", bytes: 10, cause: null },
    { verb: "put", key: "a/b", outcome: "conflict", bytes: 5, cause: null },
    { verb: "get", key: "a/b", outcome: "found", bytes: 10, cause: null },
    { verb: "list", key: "a/", outcome: "listed", bytes: 3, cause: null },
    { verb: "delete", key: "a/b", outcome: "indeterminate", bytes: 0, cause: new InjectedFault() },
  ]);
});
