import { expect, test } from "vitest";
import { describeObjectStore } from "../../port/object-store.case.ts";
import { MemoryObjectStore } from "../memory/memory-object-store.ts";
import { InjectedFault, type Fault } from "./fault.ts";
import { FaultyObjectStore } from "./faulty-object-store.ts";
import { WatchedObjectStore } from "./watched-object-store.ts";

describeObjectStore("WatchedObjectStore", () => ({
  store: new WatchedObjectStore(new MemoryObjectStore(() => 1_000), () => undefined),
}));

const bytes = new Uint8Array([1]);

test("notes null for every write that the store answered, a refusal included, and nothing for a read", async () => {
  const noted: unknown[] = [];
  const store = new WatchedObjectStore(new MemoryObjectStore(() => 1_000), (cause) => noted.push(cause));
  await store.put("a", bytes, "absent");
  expect((await store.put("a", bytes, "absent")).outcome).toBe("conflict");
  await store.delete("a");
  await store.get("a");
  await store.list("");
  expect(noted).toEqual([null, null, null]);
});

test.each<Fault>(["unreachable", "timeout", "lost_acknowledgement", "status_500"])(
  "notes the cause of a write without a usable answer: %s",
  async (fault) => {
    const noted: unknown[] = [];
    const faulty = new FaultyObjectStore(new MemoryObjectStore(() => 1_000), { choose: () => fault });
    const store = new WatchedObjectStore(faulty, (cause) => noted.push(cause));
    await store.put("a", bytes, "any");
    await store.delete("a");
    expect(noted).toEqual([new InjectedFault(), new InjectedFault()]);
  },
);
