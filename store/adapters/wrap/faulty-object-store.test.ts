import { expect, test } from "vitest";
import { describeObjectStore } from "../../port/object-store.case.ts";
import { MemoryObjectStore } from "../memory/memory-object-store.ts";
import { seededFaults, type Fault } from "./fault.ts";
import { FaultyObjectStore } from "./faulty-object-store.ts";

describeObjectStore("FaultyObjectStore without faults", () => {
  const store = new FaultyObjectStore(memory());
  return { store, moveClock: (ms) => store.moveClock(ms) };
});

const memory = () => new MemoryObjectStore(() => 1_000);
const one = new Uint8Array([1]);
const two = new Uint8Array([2]);
const first = (fault: Fault) => ({ choose: ({ index }: { index: number }) => (index === 0 ? fault : "none") as Fault });

test.each([
  ["lost_acknowledgement", "indeterminate", "found"],
  ["duplicate_delivery", "conflict", "found"],
  ["late_delivery", "indeterminate", "missing"],
  ["refusal_after_success", "conflict", "found"],
  ["status_409", "conflict", "missing"],
  ["status_412", "conflict", "missing"],
  ["status_500", "indeterminate", "missing"],
  ["status_503", "indeterminate", "missing"],
  ["timeout", "indeterminate", "missing"],
  ["unreachable", "unavailable", "missing"],
] as const)("%s: the put answers %s and a get then answers %s", async (fault, answer, then) => {
  const store = new FaultyObjectStore(memory(), first(fault));
  expect((await store.put("a", one, "absent")).outcome).toBe(answer);
  expect((await store.get("a")).outcome).toBe(then);
});

test.each([
  ["lost_acknowledgement", "indeterminate", "missing"],
  ["duplicate_delivery", "deleted", "missing"],
  ["refusal_after_success", "indeterminate", "missing"],
  ["status_409", "indeterminate", "found"],
  ["unreachable", "unavailable", "found"],
] as const)("%s: the delete answers %s and a get then answers %s", async (fault, answer, then) => {
  const inner = memory();
  await inner.put("a", one, "absent");
  const store = new FaultyObjectStore(inner, first(fault));
  expect((await store.delete("a")).outcome).toBe(answer);
  expect((await store.get("a")).outcome).toBe(then);
});

test.each([
  ["status_500", "unavailable"],
  ["status_503", "unavailable"],
  ["timeout", "unavailable"],
  ["unreachable", "unavailable"],
  ["status_409", "missing"],
  ["status_412", "missing"],
  ["lost_acknowledgement", "missing"],
  ["duplicate_delivery", "missing"],
  ["late_delivery", "missing"],
  ["refusal_after_success", "missing"],
] as const)("%s: a get answers %s", async (fault, answer) => {
  const store = new FaultyObjectStore(memory(), first(fault));
  expect((await store.get("a")).outcome).toBe(answer);
});

test("an unreachable store lists nothing", async () => {
  const store = new FaultyObjectStore(memory(), first("unreachable"));
  expect((await store.list("")).outcome).toBe("unavailable");
  expect((await store.list("")).outcome).toBe("listed");
});

test("a late write is applied on delivery, under the condition it was sent with", async () => {
  const store = new FaultyObjectStore(memory(), first("late_delivery"));
  await store.put("a", one, "absent");
  expect((await store.put("a", two, "absent")).outcome).toBe("stored");
  expect(store.lateWrites).toBe(1);
  await store.deliverAllLate();
  expect(store.lateWrites).toBe(0);
  expect(await store.get("a")).toMatchObject({ body: two });
});

test("a late write arrives before a later call when the network delivers it", async () => {
  const store = new FaultyObjectStore(memory(), { ...first("late_delivery"), deliverLate: () => true });
  await store.put("a", one, "absent");
  expect((await store.get("a")).outcome).toBe("found");
});

test("moveClock shifts the store time of every answer, a refusal included", async () => {
  const store = new FaultyObjectStore(memory(), first("status_412"));
  store.moveClock(36 * 86_400_000);
  const at = 1_000 + 36 * 86_400_000;
  expect(await store.put("a", one, "absent")).toEqual({ outcome: "conflict", at });
  expect(await store.get("a")).toEqual({ outcome: "missing", at });
  expect(await store.list("")).toMatchObject({ at });
  expect(await store.delete("a")).toEqual({ outcome: "deleted", at });
});

test("seeded faults share out the calls by their rates", () => {
  let fraction = 0;
  const rates = { lost_acknowledgement: 0.1, late_delivery: 0.2, unreachable: 0.3 };
  const choose = seededFaults({ fraction: () => fraction }, rates);
  const chosen = [0.05, 0.1, 0.29, 0.35, 0.59, 0.61, 0.99].map((next) => {
    fraction = next;
    return choose({ verb: "put", key: "a", index: 0 });
  });
  expect(chosen).toEqual([
    "lost_acknowledgement",
    "late_delivery",
    "late_delivery",
    "unreachable",
    "unreachable",
    "none",
    "none",
  ]);
});
