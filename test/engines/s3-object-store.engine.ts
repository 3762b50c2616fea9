import { beforeAll, expect, test } from "vitest";
import { describeObjectStore } from "../../store/objects/object-store.case.ts";
import type { Dialect } from "../../store/objects/s3/dialect.ts";
import { anotherHandle, freshPrefix, makeBucket, openBucket, s3Engines, wireTo } from "./bucket.ts";

const expected: Record<string, Dialect> = {
  "Ceph RGW": { quotesIfMatch: false, deletes: "tombstone", clearsTombstones: true, tellsMissing: false },
  ministack: { quotesIfMatch: true, deletes: "if-match", clearsTombstones: false, tellsMissing: true },
};

for (const engine of s3Engines()) {
  if ("missing" in engine) {
    test.skip(`${engine.name}: ${engine.missing}`);
    continue;
  }
  beforeAll(() => makeBucket(engine));

  test(`${engine.name} has the recorded dialect`, async () => {
    const store = await openBucket(engine, freshPrefix());
    expect(store.dialect).toEqual(expected[engine.name]);
    expect(await store.list("")).toEqual({ outcome: "listed", keys: [], more: false });
  });

  test(`${engine.name}: stores exactly one of twenty racing creations of a deleted key, in each round`, async () => {
    const prefix = freshPrefix();
    const { dialect } = await openBucket(engine, prefix);
    const stores = Array.from({ length: 20 }, () => anotherHandle(engine, prefix, dialect));
    for (let round = 0; round < 10; round += 1) {
      const puts = await Promise.all(
        stores.map(async (store, racer) => {
          const put = await store.put("a", new TextEncoder().encode(`${round} ${racer}`), "absent");
          return { racer, put };
        }),
      );
      const found = await stores[0]?.get("a");
      if (found?.outcome !== "found") throw new Error(`Nobody won: ${found?.outcome}`);
      const winner = Number(new TextDecoder().decode(found.body).split(" ")[1]);
      for (const { racer, put } of puts) {
        if (put.outcome === "stored") expect(racer).toBe(winner);
        if (racer === winner) expect(["stored", "unknown"]).toContain(put.outcome);
      }
      expect(await stores[1]?.delete("a", found.version)).toEqual({ outcome: "deleted" });
    }
  });

  test(`${engine.name}: removes a deleted key for good after a later listing`, async () => {
    const prefix = freshPrefix();
    const { dialect } = await openBucket(engine, prefix);
    const later = { now: () => Date.now() + 7_200_000, sleep: () => Promise.resolve() };
    const store = anotherHandle(engine, prefix, dialect, { clock: later });
    const put = await store.put("pending/a", new TextEncoder().encode("{}"), "absent");
    if (put.outcome !== "stored") throw new Error(put.outcome);
    await store.delete("pending/a", put.version);
    expect(await store.list("pending/")).toEqual({ outcome: "listed", keys: [], more: false });
    expect(await wireTo(engine).list(`${prefix}/`, "", 10)).toMatchObject({ ok: true, entries: [] });
  });

  let dialect: Dialect | undefined;
  describeObjectStore(`S3ObjectStore on ${engine.name}`, async () => {
    const prefix = freshPrefix();
    ({ dialect } = dialect === undefined ? await openBucket(engine, prefix) : { dialect });
    return { store: anotherHandle(engine, prefix, dialect), second: anotherHandle(engine, prefix, dialect) };
  });
}
