import { beforeAll, expect, test } from "vitest";
import { openS3 } from "../../store/adapters/s3/open-s3.ts";
import type { S3Dialect } from "../../store/adapters/s3/s3-object-store.ts";
import { systemClock, systemRandom } from "../harness/machine.ts";
import { bucketName, freshPrefix, makeBucket, s3Engines, versionedBucket, type S3Engine } from "./bucket.ts";

// What the start-up probe finds out about real engines, and the race that it relies on.

const dialects: Record<string, S3Dialect> = {
  "Ceph RGW": { quotesIfMatch: false },
  ministack: { quotesIfMatch: true },
};
/** Engines that lose writes in a versioned bucket only, and the reason that the probe gives. */
const unsafeVersioned: Record<string, RegExp> = {
  // The first reason is a race that the engine does not always lose. Then the probe finds the second.
  "Ceph RGW": /several of eight simultaneous creations|refuses an If-Match with the right ETag/,
};

const open = ({ endpoint, credentials }: S3Engine, bucket: string, prefix = freshPrefix()) =>
  openS3({ bucket, prefix, endpoint, region: null }, { credentials, clock: systemClock, random: systemRandom });

for (const engine of s3Engines()) {
  if ("missing" in engine) {
    test.skip(`${engine.name}: ${engine.missing}`);
    continue;
  }
  const { name } = engine;
  beforeAll(async () => {
    await makeBucket(engine);
    await makeBucket(engine, versionedBucket);
  });

  test(`${name} has the recorded dialect, and the probe leaves no object`, async () => {
    const store = await open(engine, bucketName);
    expect(store.dialect).toEqual(dialects[name]);
    expect(await store.list("")).toMatchObject({ outcome: "listed", keys: [], more: false });
  });

  test(`${name} with a versioned bucket: is refused, or keeps its promises`, async () => {
    const reason = unsafeVersioned[name];
    if (reason === undefined) expect((await open(engine, versionedBucket)).dialect).toEqual(dialects[name]);
    else await expect(open(engine, versionedBucket)).rejects.toThrow(reason);
  });

  test(`${name} stores exactly one of twenty racing creations of a deleted key, in each round`, async () => {
    const prefix = freshPrefix();
    const stores = await Promise.all(Array.from({ length: 20 }, () => open(engine, bucketName, prefix)));
    const [first] = stores;
    for (let round = 0; round < 10; round += 1) {
      const puts = await Promise.all(
        stores.map(async (store, racer) => {
          const put = await store.put("a", new TextEncoder().encode(`${round} ${racer}`), "absent");
          return { racer, outcome: put.outcome };
        }),
      );
      const found = await first?.get("a");
      if (found?.outcome !== "found") throw new Error(`No creation was applied: ${found?.outcome}`);
      const winner = Number(new TextDecoder().decode(found.body).split(" ")[1]);
      for (const { racer, outcome } of puts) {
        if (outcome === "stored") expect(racer).toBe(winner);
        if (racer === winner) expect(["stored", "indeterminate"]).toContain(outcome);
      }
      expect((await first?.delete("a"))?.outcome).toBe("deleted");
    }
  });
}
