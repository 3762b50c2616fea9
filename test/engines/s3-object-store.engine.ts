import { beforeAll, describe, expect, test } from "vitest";
import { describeObjectStore } from "../../store/objects/object-store.case.ts";
import type { Dialect } from "../../store/objects/s3/dialect.ts";
import { anotherHandle, freshPrefix, makeBucket, openBucket, s3Engine } from "./bucket.ts";

const expected: Record<string, Dialect> = {
  "Ceph RGW": { quotesIfMatch: false, deletes: "tombstone", clearsTombstones: true, tellsMissing: false },
  ministack: { quotesIfMatch: true, deletes: "if-match", clearsTombstones: false, tellsMissing: true },
};

for (const engine of [
  s3Engine("Ceph RGW", "TAILBOARD_ENGINE_CEPH_RGW"),
  s3Engine("ministack", "TAILBOARD_ENGINE_MINISTACK"),
]) {
  if ("missing" in engine) {
    describe.skip(`${engine.name}: ${engine.missing}`);
    continue;
  }
  beforeAll(() => makeBucket(engine));

  test(`${engine.name} speaks the dialect that is written down`, async () => {
    const store = await openBucket(engine, freshPrefix());
    expect(store.dialect).toEqual(expected[engine.name]);
    expect(await store.list("")).toEqual({ outcome: "listed", keys: [], more: false });
  });

  let dialect: Dialect | undefined;
  describeObjectStore(`S3ObjectStore on ${engine.name}`, async () => {
    const prefix = freshPrefix();
    ({ dialect } = dialect === undefined ? await openBucket(engine, prefix) : { dialect });
    return { store: anotherHandle(engine, prefix, dialect), second: anotherHandle(engine, prefix, dialect) };
  });
}
