import { expect, it } from "vitest";
import { describeObjectStore } from "../object-store.case.ts";
import { MemoryObjectStore } from "../memory/memory-object-store.ts";
import { FaultyObjectStore, type Fault } from "./faulty-object-store.ts";
import { WatchedObjectStore } from "./watched-object-store.ts";

describeObjectStore("WatchedObjectStore", () => {
  const store = new WatchedObjectStore(new MemoryObjectStore(), () => undefined);
  return { store, second: store };
});

it("notes each write: an answer is well, also a refusal; no answer is not", async () => {
  const noted: unknown[] = [];
  let fault: Fault | "none" = "none";
  const store = new WatchedObjectStore(new FaultyObjectStore(new MemoryObjectStore(), () => fault), (cause) =>
    noted.push(cause === null ? "well" : "failed"),
  );
  const bytes = new Uint8Array([1]);
  await store.put("a", bytes, "absent");
  expect((await store.put("a", bytes, "absent")).outcome).toBe("exists");
  await store.get("a");
  await store.list("");
  expect(noted).toEqual(["well", "well"]);
  for (fault of ["unavailable", "unknown", "none"] as const) await store.put("a", bytes, "any");
  expect(noted).toEqual(["well", "well", "failed", "failed", "well"]);
});
