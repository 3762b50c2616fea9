import { beforeAll, describe, expect, test } from "vitest";
import { describeQuarantine } from "../../store/day-documents/quarantine.case.ts";
import { describeObjectStore } from "../../store/objects/object-store.case.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";
import type { Dialect } from "../../store/objects/s3/dialect.ts";
import {
  anotherHandle,
  forgetVersion,
  freshPrefix,
  makeBucket,
  openBucket,
  s3Engines,
  versionedBucket,
  wireTo,
} from "./bucket.ts";

/** Engines that lose writes in a versioned bucket only. The product refuses such a bucket. */
const unsafe: Record<string, RegExp> = {
  // The first reason is a race that the engine does not always lose. Then the probe finds the second.
  "Ceph RGW": /took several of eight creations of one key at once|refuses an If-Match with the right ETag/,
};

for (const engine of s3Engines()) {
  if ("missing" in engine) {
    test.skip(`${engine.name}: ${engine.missing}`);
    continue;
  }
  let dialect: Dialect;
  beforeAll(async () => {
    await makeBucket(engine);
    await makeBucket(engine, versionedBucket);
    ({ dialect } = await openBucket(engine, freshPrefix()));
  });
  const open = (prefix = freshPrefix()) => anotherHandle(engine, prefix, dialect, { bucket: versionedBucket });

  const refusal = unsafe[engine.name];
  if (refusal === undefined) {
    test(`${engine.name}: has the same dialect with versioning`, async () => {
      expect((await openBucket(engine, freshPrefix(), versionedBucket)).dialect).toEqual(dialect);
    });
    describeObjectStore(`A versioned bucket on ${engine.name}`, () => {
      const prefix = freshPrefix();
      return { store: open(prefix), second: open(prefix) };
    });
    describeQuarantine(
      `A versioned bucket on ${engine.name}`,
      () => {
        const prefix = freshPrefix();
        const objects = open(prefix);
        const wire = wireTo(engine, versionedBucket);
        return {
          objects,
          damage: async (key, how) => {
            const name = `${prefix}/${key}`;
            const got = await wire.get(name);
            const kept = await wire.versions(name, null);
            const id = kept.ok ? kept.entries[0]?.id : undefined;
            if (!got.ok || id === undefined) throw new Error(`${key} is not there`);
            const damaged = how(Buffer.from(got.body));
            await forgetVersion(engine, name, id);
            await objects.put(key, damaged, "any");
            return damaged;
          },
        };
      },
      { "cut off": (bytes) => bytes.subarray(0, bytes.length / 2), empty: () => Buffer.alloc(0) },
    );
  } else {
    test(`${engine.name}: refuses a versioned bucket, because it lets two writers pass`, async () => {
      await expect(openBucket(engine, freshPrefix(), versionedBucket)).rejects.toThrow(refusal);
    });
  }

  describe(`${engine.name}: the versions of a key`, () => {
    test("are read newest first, without those of a longer key, and with deletions", async () => {
      const prefix = freshPrefix();
      const store = open(prefix);
      for (const text of ["one", "two", "three"]) await store.put("a", encode(text), "any");
      await store.put("a-longer", encode("other"), "any");
      await store.put("a/below", encode("other"), "any");
      expect(await pastOf(store, "a")).toEqual(["three", "two", "one"]);
      const newest = await store.get("a");
      if (newest.outcome !== "found") throw new Error("It was put");
      for await (const { version } of store.history("a")) {
        expect(version).toBe(newest.version);
        break;
      }
      expect(await wireTo(engine, versionedBucket).delete(`${prefix}/a`)).toEqual({ ok: true });
      await store.put("a", encode("four"), "any");
      expect(await pastOf(store, "a")).toEqual(["four", null, "three", "two", "one"]);
      expect(await pastOf(store, "b")).toEqual([]);
    });

    test("continue over several pages", async () => {
      const store = open();
      const count = 205;
      for (let index = 0; index < count; index += 1) await store.put("a", encode(String(index)), "any");
      expect(await pastOf(store, "a")).toEqual(Array.from({ length: count }, (_, index) => String(count - 1 - index)));
    });

    test("are reported as not kept by a bucket without versioning", async () => {
      const store = await openBucket(engine, freshPrefix());
      await store.put("a", encode("one"), "any");
      await store.put("a", encode("two"), "any");
      const past: (Uint8Array | null)[] = [];
      const read = async () => {
        for await (const { body } of store.history("a")) past.push(body);
      };
      await expect(read()).rejects.toMatchObject({ name: "NoHistory" });
      expect(past).toEqual([encode("two")]);
    });
  });
}

const pastOf = async (store: ObjectStore, key: string): Promise<(string | null)[]> => {
  const past = [];
  for await (const { body } of store.history?.(key) ?? [])
    past.push(body === null ? null : new TextDecoder().decode(body));
  return past;
};

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
