import { expect, test } from "vitest";
import { MemoryObjectStore } from "../memory/memory-object-store.ts";
import { describeObjectStore } from "../object-store.case.ts";
import type { Version } from "../object-store.ts";
import { FaultyObjectStore, seededFaults, type Fault } from "./faulty-object-store.ts";

describeObjectStore("FaultyObjectStore without faults", () => ({
  store: new FaultyObjectStore(new MemoryObjectStore()),
}));

const one = new Uint8Array([1]);
const once = (fault: Fault) => (call: { index: number }) => (call.index === 0 ? fault : "none");

test.each([
  ["doubled", "exists", "found"],
  ["lost-answer", "unknown", "found"],
  ["late", "unknown", "missing"],
  ["unknown", "unknown", "missing"],
  ["conflict", "conflict", "missing"],
  ["unavailable", "unavailable", "missing"],
] as const)("%s: told %s, then a get is %s", async (fault, told, then) => {
  const store = new FaultyObjectStore(new MemoryObjectStore(), once(fault));
  expect((await store.put("a", one, "absent")).outcome).toBe(told);
  expect((await store.get("a")).outcome).toBe(then);
});

test("a late write lands when it is told to, under the condition it was sent with", async () => {
  const store = new FaultyObjectStore(new MemoryObjectStore(), once("late"));
  await store.put("a", one, "absent");
  const winner = await store.put("a", new Uint8Array([2]), "absent");
  expect(winner.outcome).toBe("stored");
  expect(store.late).toBe(1);
  await store.landLate();
  expect(store.late).toBe(0);
  expect(await store.get("a")).toMatchObject({ body: new Uint8Array([2]) });
});

test("a late write lands before the call that is asked to let it", async () => {
  const store = new FaultyObjectStore(new MemoryObjectStore(), once("late"), () => true);
  await store.put("a", one, "absent");
  expect((await store.get("a")).outcome).toBe("found");
});

test("a lost answer of a delete", async () => {
  const inner = new MemoryObjectStore();
  const put = await inner.put("a", one, "absent");
  const store = new FaultyObjectStore(inner, once("lost-answer"));
  const version = put.outcome === "stored" ? put.version : ("" as Version);
  expect((await store.delete("a", version)).outcome).toBe("unknown");
  expect((await store.get("a")).outcome).toBe("missing");
});

test("reads are only ever unavailable", async () => {
  const store = new FaultyObjectStore(new MemoryObjectStore(), ({ index }) => (index < 2 ? "unavailable" : "conflict"));
  expect((await store.get("a")).outcome).toBe("unavailable");
  expect((await store.list("")).outcome).toBe("unavailable");
  expect((await store.get("a")).outcome).toBe("missing");
  expect((await store.list("")).outcome).toBe("listed");
});

test("rates share out the calls, and nothing is left over", () => {
  let fraction = 0;
  const random = { bytes: (count: number) => new Uint8Array(count), fraction: () => fraction };
  const choose = seededFaults(random, { "lost-answer": 0.1, late: 0.2, unavailable: 0.3 });
  const chosen = [0.05, 0.1, 0.29, 0.35, 0.59, 0.61, 0.99].map((at) => {
    fraction = at;
    return choose({ verb: "put", key: "a", index: 0 });
  });
  expect(chosen).toEqual(["lost-answer", "late", "late", "unavailable", "unavailable", "none", "none"]);
});
