import { join } from "node:path";
import { expect, test } from "vitest";
import { MemoryObjectStore } from "../adapters/memory/memory-object-store.ts";
import { beginAdoption, endAdoption } from "../adoption.ts";
import { ArchiveDigest, noCounts } from "../archive-record.ts";
import { adoptRecords } from "../archive-stream.ts";
import { readBackup, verifyBackup } from "../backup-file.ts";
import { SteppedClock } from "../conformance/fixture.ts";
import { wholeWorldOf } from "../conformance/whole-store.ts";
import { maintenanceUnderTest } from "./maintenance-under-test.case.ts";

/** The README beside the file says which version wrote it, and what is in it. */
const file = join(import.meta.dirname, "../../test/fixture/day-documents.backup");

const restored = async () => {
  const clock = new SteppedClock("2026-12-01T06:00:00Z");
  const objects = new MemoryObjectStore(() => clock.now());
  const world = wholeWorldOf(
    maintenanceUnderTest(1, clock, () => objects),
    1,
  );
  const { digest: source } = await verifyBackup(file);
  // The jobs of the file have an older shape, so its digest is not that of the store.
  const read = new ArchiveDigest();
  for await (const record of readBackup(file)) read.add(record);
  const digest = read.finish();
  await beginAdoption(world.store, { kind: "restore", source, began_at: "2026-12-01T06:00:00.000Z" });
  await adoptRecords(world.store, readBackup(file));
  const proof = await endAdoption(world.store, digest);
  return { world, objects, digest, proof };
};

test("a backup of an earlier version is restored whole", async () => {
  const { digest, proof, world } = await restored();
  expect(proof).toEqual({ digest, counts: { ...noCounts(), days: 6, jobs: 9, messages: 2, people: 2, catalogs: 1 } });
  expect(await world.store.archive.readAdoption()).toBeNull();
});

test("its rental has its trailer on every day again, and its links open", async () => {
  const { world } = await restored();
  const { jobs } = world.store;
  const days = await jobs.capacity("2026-12-06", "2026-12-22");
  const out = days.map(({ resources }) => resources.find(({ id }) => id === "trailer-15")?.out ?? 0);
  // Both visits have it on Dec 14, when one trailer is swapped for another.
  expect(out).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 0]);
  for await (const job of jobs.all()) expect((await jobs.findByToken(job.tracking_token))?.id).toBe(job.id);
});

test("a restored day that vanishes is noticed before any server ran", async () => {
  const { world, objects } = await restored();
  const listed = await objects.list("days/2026-12-08/");
  for (const key of listed.outcome === "listed" ? listed.keys : []) await objects.delete(key);
  const kinds: string[] = [];
  for await (const { kind, day } of world.another().upkeep.examine()) kinds.push(`${kind} ${day ?? ""}`);
  expect(kinds).toContain("lost_day 2026-12-08");
});

test("its messages are parked, and the doctor files its jobs under customers", async () => {
  const { world } = await restored();
  await world.client.settle();
  expect(world.sender.sent).toEqual([]);
  const repaired = async (): Promise<string[]> => {
    const { upkeep } = world.another();
    const kinds: string[] = [];
    for await (const finding of upkeep.examine()) {
      kinds.push(finding.kind);
      if (finding.kind === "unfiled_jobs") await upkeep.repair(finding);
    }
    return kinds;
  };
  expect(await repaired()).toEqual(["parked_outbox", "parked_outbox", "unfiled_jobs"]);
  expect(await repaired()).toEqual(["parked_outbox", "parked_outbox"]);
});
