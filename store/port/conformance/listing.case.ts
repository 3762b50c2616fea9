import { describe, expect, test } from "vitest";
import { stored, type LeftOut, type OpenStore } from "./under-test.ts";

export const describeListing = (open: OpenStore, leftOut: LeftOut = {}): void => {
  const nested = leftOut.nestedKeys === undefined ? ["a", "a/b"] : [];
  const keys = [...nested, "a-b", "a.b", "a/b/c", "ab", "b/1", "b/10", "b/2", "B", "a_b", "z"];
  const ascending = [...keys].toSorted();

  describe("list", () => {
    test("returns no keys for an empty store", async () => {
      const { store } = await open();
      expect(await store.list("")).toMatchObject({ outcome: "listed", keys: [], more: false });
      expect(await store.list("days/")).toMatchObject({ outcome: "listed", keys: [], more: false });
    });

    test("returns all keys, ascending by code unit", async () => {
      const { store } = await open();
      for (const key of keys) await stored(store, key, key);
      expect(await store.list("")).toMatchObject({ outcome: "listed", keys: ascending, more: false });
    });

    test.each(["a", "a/", "a/b", "b/1", "b/", "zzz", "a/b/c/d", "a_"])(
      "returns the keys of prefix %s",
      async (prefix) => {
        const { store } = await open();
        for (const key of keys) await stored(store, key, key);
        const expected = ascending.filter((key) => key.startsWith(prefix));
        expect(await store.list(prefix)).toMatchObject({ outcome: "listed", keys: expected, more: false });
      },
    );

    test("returns page after page, and `more` says whether another follows", async () => {
      const { store } = await open();
      for (const key of keys) await stored(store, key, key);
      for (const limit of [1, 3, keys.length]) {
        const seen: string[] = [];
        for (;;) {
          const after = seen.at(-1);
          const page = await store.list("", after === undefined ? { limit } : { limit, after });
          if (page.outcome !== "listed") throw new Error(page.outcome);
          expect(page.keys.length).toBeLessThanOrEqual(limit);
          seen.push(...page.keys);
          expect(page.more).toBe(seen.length < keys.length);
          if (!page.more) break;
        }
        expect(seen).toEqual(ascending);
      }
    });

    test("accepts an `after` that is no key, with and without a prefix", async () => {
      const { store } = await open();
      for (const key of keys) await stored(store, key, key);
      expect(await store.list("b/", { after: "b/1" })).toMatchObject({ keys: ["b/10", "b/2"] });
      expect(await store.list("b/", { after: "b/15" })).toMatchObject({ keys: ["b/2"] });
      expect(await store.list("b/", { after: "a/b" })).toMatchObject({ keys: ["b/1", "b/10", "b/2"] });
      expect(await store.list("b/", { after: "c" })).toMatchObject({ keys: [], more: false });
    });

    test("keeps the order of log numbers across a page", async () => {
      const { store } = await open();
      const numbers = Array.from({ length: 25 }, (_, index) => `days/2026-11-27/${String(index + 1).padStart(8, "0")}`);
      await Promise.all([...numbers].toReversed().map((key) => stored(store, key, key)));
      expect(await store.list("days/2026-11-27/", { limit: 10 })).toMatchObject({
        keys: numbers.slice(0, 10),
        more: true,
      });
      expect(await store.list("days/2026-11-27/", { after: numbers[9] ?? "", limit: 15 })).toMatchObject({
        keys: numbers.slice(10),
        more: false,
      });
    });

    test("lists keys of several logs and keys between them in one order", async () => {
      const { store } = await open();
      const numbers = ["00000001", "00000002", "00000010"];
      const logs = ["days/2026-11-27", "days/2026-11-28", "days/2026-11-27.x", "snapshots/2026-11-27"];
      const keys = [
        ...logs.flatMap((log) => numbers.map((number) => `${log}/${number}`)),
        "calendar/2026-11",
        "days-x",
        ...(leftOut.nestedKeys === undefined ? ["days/2026-11-27"] : []),
        "days/2026-11-27a",
        "days0",
        "settings/00000001",
      ].toSorted();
      await Promise.all([...keys].toReversed().map((key) => stored(store, key, key)));
      for (const limit of [1, 4, 100]) {
        for (const prefix of [
          "",
          "days",
          "days/",
          "days/2026-11-27",
          "days/2026-11-27/",
          "days/2026-11-27/0000001",
          "s",
        ]) {
          const expected = keys.filter((key) => key.startsWith(prefix));
          const seen: string[] = [];
          for (let more = true; more;) {
            const after = seen.at(-1);
            const page = await store.list(prefix, after === undefined ? { limit } : { limit, after });
            if (page.outcome !== "listed") throw new Error(page.outcome);
            seen.push(...page.keys);
            ({ more } = page);
          }
          expect(seen).toEqual(expected);
        }
      }
    });

    test("leaves out deleted keys and does not count them towards the limit", async () => {
      const { store, second } = await open();
      for (const key of ["due/1", "due/2", "due/3"]) await stored(store, key, key);
      await store.delete("due/1");
      await store.delete("due/3");
      expect(await store.list("due/", { limit: 1 })).toMatchObject({ keys: ["due/2"], more: false });
      await stored(store, "due/1", "again");
      expect(await second.list("due/")).toMatchObject({ keys: ["due/1", "due/2"] });
    });
  });
};
