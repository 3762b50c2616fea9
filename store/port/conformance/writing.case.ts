import { describe, expect, test } from "vitest";
import { bytesOf, stored, textOf, type LeftOut, type OpenStore, unlessLeftOut } from "./under-test.ts";

export const describeWriting = (open: OpenStore, leftOut: LeftOut = {}): void => {
  const replacing = unlessLeftOut(leftOut.replacing);
  describe("put", () => {
    test("absent: stores once, then answers conflict and keeps the first value", async () => {
      const { store, second } = await open();
      await stored(store, "a", "one");
      expect((await second.put("a", bytesOf("two"), "absent")).outcome).toBe("conflict");
      expect((await store.put("a", bytesOf("one"), "absent")).outcome).toBe("conflict");
      expect(await textOf(store, "a")).toBe("one");
    });

    test("absent: stores again after a deletion, so a deleted log number looks free", async () => {
      const { store, second } = await open();
      await stored(store, "days/2026-11-27/00000001", "one");
      await store.delete("days/2026-11-27/00000001");
      await stored(second, "days/2026-11-27/00000001", "late");
      expect(await textOf(store, "days/2026-11-27/00000001")).toBe("late");
    });

    replacing("version: stores over the newest and answers conflict for any other", async () => {
      const { store } = await open();
      const first = await stored(store, "a", "one");
      const second = await stored(store, "a", "two", first);
      expect(second).not.toBe(first);
      expect((await store.put("a", bytesOf("three"), { version: first })).outcome).toBe("conflict");
      expect(await textOf(store, "a")).toBe("two");
    });

    replacing("version: answers conflict for a version that 80 writes replaced", async () => {
      const { store } = await open();
      const first = await stored(store, "a", "0");
      let version = first;
      for (let index = 1; index < 80; index += 1) version = await stored(store, "a", String(index), version);
      expect((await store.put("a", bytesOf("late"), { version: first })).outcome).toBe("conflict");
      expect(await textOf(store, "a")).toBe("79");
    });

    replacing("version: answers conflict for a version of another key", async () => {
      const { store } = await open();
      const other = await stored(store, "b", "other");
      await stored(store, "a", "one");
      expect((await store.put("a", bytesOf("two"), { version: other })).outcome).toBe("conflict");
    });

    replacing("version: answers conflict for a missing or deleted key, and creates nothing", async () => {
      const { store } = await open();
      const other = await stored(store, "b", "other");
      expect((await store.put("a", bytesOf("one"), { version: other })).outcome).toBe("conflict");
      await store.delete("b");
      expect((await store.put("b", bytesOf("two"), { version: other })).outcome).toBe("conflict");
      expect((await store.get("a")).outcome).toBe("missing");
      expect((await store.get("b")).outcome).toBe("missing");
    });

    replacing("version: a version from before a deletion does not match a different new value", async () => {
      const { store } = await open();
      const before = await stored(store, "a", "before");
      await store.delete("a");
      const after = await stored(store, "a", "after");
      expect((await store.put("a", bytesOf("stale"), { version: before })).outcome).toBe("conflict");
      expect(await store.get("a", { unless: before })).toMatchObject({ outcome: "found", version: after });
      expect(await textOf(store, "a")).toBe("after");
    });

    test("any: stores whether the key is new, present or deleted", async () => {
      const { store } = await open();
      for (const text of ["new", "present", "deleted"]) {
        if (text === "deleted") await store.delete("priority/a");
        expect((await store.put("priority/a", bytesOf(text), "any")).outcome).toBe("stored");
        expect(await textOf(store, "priority/a")).toBe(text);
      }
    });
  });

  describe("delete", () => {
    replacing("removes the newest value for every handle", async () => {
      const { store, second } = await open();
      const version = await stored(store, "a", "one");
      await stored(store, "a", "two", version);
      expect((await store.delete("a")).outcome).toBe("deleted");
      expect((await store.get("a")).outcome).toBe("missing");
      expect((await second.get("a")).outcome).toBe("missing");
    });

    test("answers deleted for a key that does not exist", async () => {
      const { store } = await open();
      expect((await store.delete("a")).outcome).toBe("deleted");
      await stored(store, "a", "one");
      await store.delete("a");
      expect((await store.delete("a")).outcome).toBe("deleted");
    });

    test("leaves keys that begin with the same text", async () => {
      const { store } = await open();
      const others = leftOut.nestedKeys === undefined ? ["a/b", "ab"] : ["ab"];
      for (const key of ["a", ...others]) await stored(store, key, key);
      await store.delete("a");
      expect(await store.list("")).toMatchObject({ keys: others });
    });
  });
};
