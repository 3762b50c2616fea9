import { describe, expect, test } from "vitest";
import { assertKey, leastMaxBodyBytes, maxKeyLength, maxListLimit } from "../limits.ts";
import { stored, textOf, type LeftOut, type OpenStore } from "./under-test.ts";

export const describeLimits = (open: OpenStore, leftOut: LeftOut = {}): void => {
  describe("keys", () => {
    const invalid = [
      "",
      "/",
      "a/",
      "/a",
      "a//b",
      ".",
      "..",
      "a/../b",
      "a b",
      "a\u0000",
      "ä",
      "a\\b",
      "a@1",
      "a:b",
      "a~",
    ];
    test.each([...invalid, "k".repeat(maxKeyLength + 1)])("rejects the key %j in every call", async (key) => {
      expect(() => assertKey(key)).toThrow(RangeError);
      const { store } = await open();
      await expect(store.get(key)).rejects.toThrow(RangeError);
      await expect(store.put(key, new Uint8Array(), "absent")).rejects.toThrow(RangeError);
      await expect(store.delete(key)).rejects.toThrow(RangeError);
    });

    test("accepts a key of the greatest length", async () => {
      const { store } = await open();
      const segment = leftOut.longSegments === undefined ? maxKeyLength : 200;
      const key = `days/${"k".repeat(segment - 1)}/`.repeat(3).slice(0, maxKeyLength - 1) + "k";
      await stored(store, key, "one");
      expect(await textOf(store, key)).toBe("one");
      expect(await store.list("days/")).toMatchObject({ keys: [key] });
      expect((await store.delete(key)).outcome).toBe("deleted");
    });

    test("keeps keys apart that differ only in case", async () => {
      const { store } = await open();
      await stored(store, "a/B", "upper");
      await stored(store, "a/b", "lower");
      expect([await textOf(store, "a/B"), await textOf(store, "a/b")]).toEqual(["upper", "lower"]);
    });
  });

  describe("sizes", () => {
    test("name a part and a largest body that hold a record of 3 MB", async () => {
      const { store } = await open();
      expect(store.maxBodyBytes).toBeGreaterThanOrEqual(store.partBytes);
      expect(store.maxBodyBytes).toBeGreaterThanOrEqual(leastMaxBodyBytes);
    });

    test("a body of 3 MB comes back whole", async () => {
      const { store } = await open();
      const body = new Uint8Array(leastMaxBodyBytes).map((_, index) => (index * 31) % 251);
      expect((await store.put("a", body, "absent")).outcome).toBe("stored");
      const found = await store.get("a");
      if (found.outcome !== "found") throw new Error(found.outcome);
      expect(Buffer.compare(found.body, body)).toBe(0);
    });

    test("a body over the limit is rejected and not stored", async () => {
      const { store } = await open();
      await expect(store.put("a", new Uint8Array(store.maxBodyBytes + 1), "absent")).rejects.toThrow(RangeError);
      expect((await store.get("a")).outcome).toBe("missing");
    });
  });

  describe("lists", () => {
    test.each([0, -1, 1.5, maxListLimit + 1, Number.NaN])("reject the limit %d", async (limit) => {
      const { store } = await open();
      await expect(store.list("", { limit })).rejects.toThrow(RangeError);
    });

    test.each(["ä", "a b", "~"])("reject the prefix %j", async (prefix) => {
      const { store } = await open();
      await expect(store.list(prefix)).rejects.toThrow(RangeError);
      await expect(store.list("", { after: prefix })).rejects.toThrow(RangeError);
    });
  });
};
