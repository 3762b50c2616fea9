import { afterEach, describe, expect, test } from "vitest";
import { assertKey, type ObjectStore, type Version } from "./object-store.ts";

export interface ObjectStoreUnderTest {
  store: ObjectStore;
  /** Another handle on the same data, as another process would hold it. Without it the race runs on one. */
  second?: ObjectStore;
  close?(): Promise<void>;
}

export interface ObjectStoreQuirks {
  /** Why this technology cannot tell "no such key" from "another version": both are then accepted. */
  conflictForMissing?: string;
}

/** Every promise of the port, held by every adapter. `make` gives a fresh, empty store for each case. */
export const describeObjectStore = (
  name: string,
  make: () => ObjectStoreUnderTest | Promise<ObjectStoreUnderTest>,
  quirks: ObjectStoreQuirks = {},
): void => {
  const opened: ObjectStoreUnderTest[] = [];
  const open = async (): Promise<ObjectStoreUnderTest> => {
    const made = await make();
    opened.push(made);
    return made;
  };
  const refusedAsMissing = quirks.conflictForMissing === undefined ? ["missing"] : ["missing", "conflict"];

  describe(`${name} as an object store`, () => {
    afterEach(async () => {
      for (const made of opened.splice(0)) await made.close?.();
    });

    describe("get", () => {
      test("a key never written is missing", async () => {
        const { store } = await open();
        expect(await store.get("days/2026-11-27.json")).toEqual({ outcome: "missing" });
      });

      test("what was put comes back, with the version that put told", async () => {
        const { store } = await open();
        const version = await stored(store, "days/2026-11-27.json", "one");
        const found = await store.get("days/2026-11-27.json");
        expect(found).toMatchObject({ outcome: "found", version });
        expect(await textOf(store, "days/2026-11-27.json")).toBe("one");
      });

      test("unless: unchanged for the newest version, found for any other", async () => {
        const { store } = await open();
        const first = await stored(store, "a", "one");
        expect(await store.get("a", { unless: first })).toEqual({ outcome: "unchanged" });
        const second = await stored(store, "a", "two", first);
        expect(await store.get("a", { unless: first })).toMatchObject({ outcome: "found", version: second });
        expect(await store.get("a", { unless: second })).toEqual({ outcome: "unchanged" });
      });

      test("unless: a deleted key is missing, not unchanged", async () => {
        const { store } = await open();
        const version = await stored(store, "a", "one");
        await store.delete("a", version);
        expect(await store.get("a", { unless: version })).toEqual({ outcome: "missing" });
      });

      test("a second handle sees a write at once", async () => {
        const { store, second = store } = await open();
        const first = await stored(store, "a", "one");
        expect(await textOf(second, "a")).toBe("one");
        const next = await stored(second, "a", "two", first);
        expect(await textOf(store, "a")).toBe("two");
        expect(await store.get("a", { unless: next })).toEqual({ outcome: "unchanged" });
        expect(await store.get("a", { unless: first })).toMatchObject({ outcome: "found", version: next });
      });

      test("bytes are the caller's own: changing them afterwards changes nothing stored", async () => {
        const { store } = await open();
        // A Buffer, whose slice() is no copy.
        const body = Buffer.from("one");
        await store.put("a", body, "absent");
        body.fill(0);
        const found = await store.get("a");
        if (found.outcome === "found") found.body.fill(0);
        expect(await textOf(store, "a")).toBe("one");
      });
    });

    describe("bodies", () => {
      const everyByte = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
      const bodies: [string, Uint8Array][] = [
        ["every byte value", everyByte],
        ["line ends first and last", bytesOf("\n{}\r\n\n")],
        ["nothing", new Uint8Array()],
        ["a megabyte", new Uint8Array(1_048_576).map((_, index) => (index * 31) % 251)],
      ];
      test.each(bodies)("%s", async (_, body) => {
        const { store } = await open();
        const put = await store.put("t/a", body, "absent");
        expect(put.outcome).toBe("stored");
        const found = await store.get("t/a");
        expect(found.outcome).toBe("found");
        if (found.outcome === "found") expect(Buffer.compare(found.body, body)).toBe(0);
      });
    });

    describe("headers", () => {
      const page = { contentType: "text/html; charset=utf-8", cacheControl: "public, max-age=0, must-revalidate" };
      const view = { contentType: "application/octet-stream", cacheControl: "max-age=0, s-maxage=2" };
      const headersOf = async (store: ObjectStore, key: string) => {
        const found = await store.get(key);
        if (found.outcome !== "found") throw new Error(`${key} is ${found.outcome}`);
        return found.headers;
      };

      test("come back as they were put, by every condition of a put", async () => {
        const { store, second = store } = await open();
        const created = await store.put("a", bytesOf("one"), "absent", page);
        expect(await headersOf(second, "a")).toEqual(page);
        if (created.outcome !== "stored") throw new Error(created.outcome);
        await store.put("a", bytesOf("two"), { version: created.version }, view);
        expect(await headersOf(second, "a")).toEqual(view);
        await store.put("a", bytesOf("three"), "any", page);
        expect(await headersOf(second, "a")).toEqual(page);
      });

      test("an object that is put without any has none, whatever the one before it had", async () => {
        const { store } = await open();
        const version = await stored(store, "a", "one");
        expect(await headersOf(store, "a")).toBeUndefined();
        const put = await store.put("a", bytesOf("two"), { version }, page);
        if (put.outcome !== "stored") throw new Error(put.outcome);
        await store.put("a", bytesOf("three"), { version: put.version });
        expect(await headersOf(store, "a")).toBeUndefined();
      });

      test("change alone, with the same bytes", async () => {
        const { store, second = store } = await open();
        const version = await stored(store, "a", "one");
        expect((await store.put("a", bytesOf("one"), { version }, page)).outcome).toBe("stored");
        expect(await headersOf(second, "a")).toEqual(page);
        expect(await textOf(second, "a")).toBe("one");
      });

      test("a key that was deleted and created again has those of its new object", async () => {
        const { store } = await open();
        const put = await store.put("a", bytesOf("one"), "absent", page);
        if (put.outcome !== "stored") throw new Error(put.outcome);
        await store.delete("a", put.version);
        await store.put("a", bytesOf("two"), "absent", view);
        expect(await headersOf(store, "a")).toEqual(view);
      });
    });

    describe("put", () => {
      test("absent: stored once, then exists, and the first stays", async () => {
        const { store } = await open();
        await stored(store, "a", "one");
        expect(await store.put("a", bytesOf("two"), "absent")).toEqual({ outcome: "exists" });
        expect(await textOf(store, "a")).toBe("one");
      });

      test("version: stored for the newest, conflict for any other", async () => {
        const { store } = await open();
        const first = await stored(store, "a", "one");
        const second = await stored(store, "a", "two", first);
        expect(second).not.toBe(first);
        expect(await store.put("a", bytesOf("three"), { version: first })).toEqual({ outcome: "conflict" });
        expect(await textOf(store, "a")).toBe("two");
      });

      test("version: a stale one of long ago is a conflict too", async () => {
        const { store } = await open();
        const first = await stored(store, "a", "0");
        let version = first;
        for (let index = 1; index < 80; index += 1) version = await stored(store, "a", String(index), version);
        expect(await store.put("a", bytesOf("late"), { version: first })).toEqual({ outcome: "conflict" });
        expect(await textOf(store, "a")).toBe("79");
      });

      test("version: of another key is refused", async () => {
        const { store } = await open();
        const other = await stored(store, "b", "other");
        await stored(store, "a", "one");
        expect(await store.put("a", bytesOf("two"), { version: other })).toEqual({ outcome: "conflict" });
      });

      test("version: on a key never written is missing", async () => {
        const { store } = await open();
        const other = await stored(store, "b", "other");
        const put = await store.put("a", bytesOf("one"), { version: other });
        expect(refusedAsMissing).toContain(put.outcome);
        expect(await store.get("a")).toEqual({ outcome: "missing" });
      });

      test("any: stored whatever is there", async () => {
        const { store } = await open();
        expect((await store.put("waiting/a", bytesOf("one"), "any")).outcome).toBe("stored");
        const second = await store.put("waiting/a", bytesOf("two"), "any");
        expect(second.outcome).toBe("stored");
        expect(await textOf(store, "waiting/a")).toBe("two");
        if (second.outcome === "stored") await store.delete("waiting/a", second.version);
        expect((await store.put("waiting/a", bytesOf("three"), "any")).outcome).toBe("stored");
        expect(await textOf(store, "waiting/a")).toBe("three");
      });
    });

    describe("delete", () => {
      test("the newest version goes, and the key with it", async () => {
        const { store, second = store } = await open();
        const version = await stored(store, "a", "one");
        expect(await store.delete("a", version)).toEqual({ outcome: "deleted" });
        expect(await store.get("a")).toEqual({ outcome: "missing" });
        expect(await second.get("a")).toEqual({ outcome: "missing" });
      });

      test("another version is a conflict, and the key stays", async () => {
        const { store } = await open();
        const first = await stored(store, "a", "one");
        await stored(store, "a", "two", first);
        expect(await store.delete("a", first)).toEqual({ outcome: "conflict" });
        expect(await textOf(store, "a")).toBe("two");
      });

      test("a key never written, or deleted already, is missing", async () => {
        const { store } = await open();
        const version = await stored(store, "a", "one");
        expect(refusedAsMissing).toContain((await store.delete("b", version)).outcome);
        await store.delete("a", version);
        expect(refusedAsMissing).toContain((await store.delete("a", version)).outcome);
      });

      test("a put on the version deleted is missing and does not bring the key back", async () => {
        const { store } = await open();
        const version = await stored(store, "a", "one");
        await store.delete("a", version);
        expect(refusedAsMissing).toContain((await store.put("a", bytesOf("two"), { version })).outcome);
        expect(await store.get("a")).toEqual({ outcome: "missing" });
      });

      test("a key can be created again, and no version comes twice", async () => {
        const { store } = await open();
        const seen = new Set<Version>();
        for (let round = 0; round < 4; round += 1) {
          const first = await stored(store, "a", `${round} first`);
          const second = await stored(store, "a", `${round} second`, first);
          seen.add(first).add(second);
          expect(await store.delete("a", second)).toEqual({ outcome: "deleted" });
        }
        expect(seen.size).toBe(8);
      });

      test("a version from before a delete is stale after the key is created again", async () => {
        const { store } = await open();
        const before = await stored(store, "a", "before");
        await store.delete("a", before);
        const after = await stored(store, "a", "after");
        expect(await store.put("a", bytesOf("stale"), { version: before })).toEqual({ outcome: "conflict" });
        expect(await store.delete("a", before)).toEqual({ outcome: "conflict" });
        expect(await store.get("a", { unless: before })).toMatchObject({ outcome: "found", version: after });
        expect(await textOf(store, "a")).toBe("after");
      });
    });

    describe("list", () => {
      const keys = ["a", "a-b", "a.b", "a/b", "a/b/c", "ab", "b/1", "b/10", "b/2", "B"];
      const ascending = [...keys].toSorted();

      test("an empty store lists nothing", async () => {
        const { store } = await open();
        expect(await store.list("")).toEqual({ outcome: "listed", keys: [], more: false });
        expect(await store.list("days/")).toEqual({ outcome: "listed", keys: [], more: false });
      });

      test("all keys, ascending by code unit", async () => {
        const { store } = await open();
        for (const key of keys) await stored(store, key, key);
        expect(await store.list("")).toEqual({ outcome: "listed", keys: ascending, more: false });
      });

      test.each(["a", "a/", "a/b", "b/1", "b/", "zzz", "a/b/c/d"])("prefix %s", async (prefix) => {
        const { store } = await open();
        for (const key of keys) await stored(store, key, key);
        const expected = ascending.filter((key) => key.startsWith(prefix));
        expect(await store.list(prefix)).toEqual({ outcome: "listed", keys: expected, more: false });
      });

      test("page by page: after is exclusive, more says whether there is another page", async () => {
        const { store } = await open();
        for (const key of keys) await stored(store, key, key);
        for (const limit of [1, 3, keys.length]) {
          const seen: string[] = [];
          for (;;) {
            const after = seen.at(-1);
            const page = await store.list("", after === undefined ? { limit } : { limit, after });
            if (page.outcome !== "listed") throw new Error("Not listed");
            expect(page.keys.length).toBeLessThanOrEqual(limit);
            seen.push(...page.keys);
            expect(page.more).toBe(seen.length < keys.length);
            if (!page.more) break;
          }
          expect(seen).toEqual(ascending);
        }
      });

      test("after need not be a key, and goes with a prefix", async () => {
        const { store } = await open();
        for (const key of keys) await stored(store, key, key);
        expect(await store.list("b/", { after: "b/1" })).toMatchObject({ keys: ["b/10", "b/2"] });
        expect(await store.list("b/", { after: "b/15" })).toMatchObject({ keys: ["b/2"] });
        expect(await store.list("b/", { after: "a/b" })).toMatchObject({ keys: ["b/1", "b/10", "b/2"] });
        expect(await store.list("b/", { after: "c" })).toMatchObject({ keys: [], more: false });
      });

      test("deleted keys are gone and do not count towards the limit", async () => {
        const { store, second = store } = await open();
        const version = await stored(store, "pending/1", "");
        await stored(store, "pending/2", "");
        const third = await stored(store, "pending/3", "");
        await store.delete("pending/1", version);
        await store.delete("pending/3", third);
        expect(await store.list("pending/", { limit: 1 })).toEqual({
          outcome: "listed",
          keys: ["pending/2"],
          more: false,
        });
        await stored(store, "pending/1", "again");
        expect(await second.list("pending/")).toMatchObject({ keys: ["pending/1", "pending/2"] });
      });
    });

    describe("keys", () => {
      const bad = ["", "/", "a/", "/a", "a//b", ".", "..", "a/../b", "a b", "a\u0000", "ä", "a\\b", "a@1", "a:b"];
      test.each(bad)("%j is no key, and no call takes it", async (key) => {
        expect(() => assertKey(key)).toThrow(RangeError);
        const { store } = await open();
        const version = await stored(store, "a", "one");
        await expect(store.get(key)).rejects.toThrow(RangeError);
        await expect(store.put(key, new Uint8Array(), "absent")).rejects.toThrow(RangeError);
        await expect(store.delete(key, version)).rejects.toThrow(RangeError);
      });
    });

    describe("compare and swap", () => {
      test("five workers add one ten times each: fifty", async () => {
        const { store, second = store } = await open();
        await stored(store, "count", JSON.stringify([]));
        const workers = Array.from({ length: 5 }, async (_, worker) => {
          for (let turn = 0; turn < 10; turn += 1) {
            await increment(worker % 2 === 0 ? store : second, `${worker}-${turn}`);
          }
        });
        await Promise.all(workers);
        const increments = JSON.parse(await textOf(store, "count")) as string[];
        expect(increments).toHaveLength(50);
        expect(new Set(increments).size).toBe(50);
      });

      test("twenty racing creates: exactly one is stored", async () => {
        const { store, second = store } = await open();
        const racers = Array.from({ length: 20 }, async (_, racer) => {
          const put = await (racer % 2 === 0 ? store : second).put("keys/a", bytesOf(`racer ${racer}`), "absent");
          return { racer, outcome: put.outcome };
        });
        const settled = await Promise.all(racers);
        const body = await textOf(store, "keys/a");
        const told = settled.filter(({ outcome }) => outcome === "stored");
        const won = settled.filter(({ racer }) => body === `racer ${racer}`);
        expect(won).toHaveLength(1);
        expect(["stored", "unknown"]).toContain(won[0]?.outcome);
        expect(told.every(({ racer }) => body === `racer ${racer}`)).toBe(true);
      });

      test("twenty racing deletes: exactly one is told deleted", async () => {
        const { store, second = store } = await open();
        const version = await stored(store, "a", "one");
        const outcomes = await Promise.all(
          Array.from({ length: 20 }, async (_, racer) => (racer % 2 === 0 ? store : second).delete("a", version)),
        );
        expect(outcomes.filter(({ outcome }) => outcome === "deleted").length).toBeLessThanOrEqual(1);
        expect(outcomes.some(({ outcome }) => outcome === "deleted" || outcome === "unknown")).toBe(true);
        expect(await store.get("a")).toEqual({ outcome: "missing" });
      });
    });
  });
};

/** One logical change under one id: an answer that cannot be trusted is read back, never guessed. */
const increment = async (store: ObjectStore, id: string): Promise<void> => {
  for (;;) {
    const found = await store.get("count");
    if (found.outcome === "unavailable") continue;
    if (found.outcome !== "found") throw new Error(`The counter is ${found.outcome}`);
    const increments = JSON.parse(new TextDecoder().decode(found.body)) as string[];
    if (increments.includes(id)) return;
    const put = await store.put("count", bytesOf(JSON.stringify([...increments, id])), { version: found.version });
    if (put.outcome === "stored") return;
    if (put.outcome === "missing" || put.outcome === "exists") throw new Error(`The counter is ${put.outcome}`);
  }
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const textOf = async (store: ObjectStore, key: string): Promise<string> => {
  const found = await store.get(key);
  if (found.outcome !== "found") throw new Error(`${key} is ${found.outcome}`);
  return new TextDecoder().decode(found.body);
};

const stored = async (store: ObjectStore, key: string, text: string, version?: Version): Promise<Version> => {
  const put = await store.put(key, bytesOf(text), version === undefined ? "absent" : { version });
  if (put.outcome !== "stored") throw new Error(`${key} was not stored: ${put.outcome}`);
  return put.version;
};
