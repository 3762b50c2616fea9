import { describe, expect, test } from "vitest";
import type { ObjectHeaders, ObjectStore } from "../object-store.ts";
import { bytesOf, stored, textOf, type LeftOut, type OpenStore, unlessLeftOut } from "./under-test.ts";

export const describeHeaders = (open: OpenStore, leftOut: LeftOut = {}): void => {
  const replacing = unlessLeftOut(leftOut.replacing);
  const page = { contentType: "text/html; charset=utf-8", cacheControl: "public, max-age=0, must-revalidate" };
  const view = { contentType: "application/octet-stream", cacheControl: "max-age=0, s-maxage=2" };
  const headersOf = async (store: ObjectStore, key: string): Promise<ObjectHeaders | undefined> => {
    const found = await store.get(key);
    if (found.outcome !== "found") throw new Error(`${key} is ${found.outcome}`);
    return found.headers;
  };

  describe("headers", () => {
    replacing("come back as they were put, under every condition", async () => {
      const { store, second } = await open();
      const created = await store.put("a", bytesOf("one"), "absent", page);
      expect(await headersOf(second, "a")).toEqual(page);
      if (created.outcome !== "stored") throw new Error(created.outcome);
      await store.put("a", bytesOf("two"), { version: created.version }, view);
      expect(await headersOf(second, "a")).toEqual(view);
      await store.put("a", bytesOf("three"), "any", page);
      expect(await headersOf(second, "a")).toEqual(page);
    });

    replacing("are absent after a put without headers", async () => {
      const { store } = await open();
      const version = await stored(store, "a", "one");
      expect(await headersOf(store, "a")).toBeUndefined();
      const put = await store.put("a", bytesOf("two"), { version }, page);
      if (put.outcome !== "stored") throw new Error(put.outcome);
      await store.put("a", bytesOf("three"), { version: put.version });
      expect(await headersOf(store, "a")).toBeUndefined();
    });

    test("can change while the bytes stay the same", async () => {
      const { store, second } = await open();
      const version = await stored(store, "a", "one");
      expect((await store.put("a", bytesOf("one"), { version }, page)).outcome).toBe("stored");
      expect(await headersOf(second, "a")).toEqual(page);
      expect(await textOf(second, "a")).toBe("one");
    });

    test("of a deleted key do not return with a new object", async () => {
      const { store } = await open();
      await store.put("a", bytesOf("one"), "absent", page);
      await store.delete("a");
      await store.put("a", bytesOf("two"), "absent", view);
      expect(await headersOf(store, "a")).toEqual(view);
    });
  });
};
