import { expect, test } from "vitest";
import { MemoryObjectStore } from "../memory/memory-object-store.ts";
import { describeObjectStore } from "../object-store.case.ts";
import { ScheduledObjectStore, type ScheduledCall } from "./scheduled-object-store.ts";

const atOnce = { grant: <Outcome>(call: ScheduledCall<Outcome>) => call.send() };
describeObjectStore("ScheduledObjectStore that grants at once", () => ({
  store: new ScheduledObjectStore(new MemoryObjectStore(), atOnce),
}));

test("nothing happens before the grant, and calls go in the order they are granted", async () => {
  const waiting: (() => Promise<void>)[] = [];
  const scheduler = {
    grant: <Outcome>(call: ScheduledCall<Outcome>) =>
      new Promise<Outcome>((resolve) => waiting.push(async () => resolve(await call.send()))),
  };
  const inner = new MemoryObjectStore();
  const store = new ScheduledObjectStore(inner, scheduler);
  const first = store.put("a", new Uint8Array([1]), "absent");
  const second = store.put("a", new Uint8Array([2]), "absent");
  expect(await inner.get("a")).toEqual({ outcome: "missing" });
  for (const grant of waiting.toReversed()) await grant();
  expect((await first).outcome).toBe("exists");
  expect((await second).outcome).toBe("stored");
});
