import { copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemRandom, testClock } from "../../../test/harness/machine.ts";
import { openTinyDisk } from "../../../test/harness/tiny-disk.ts";
import { openSqliteObjectStore } from "./open-sqlite.ts";
import { SnapshotFailed, Snapshots } from "./snapshots.ts";
import type { SqliteObjectStore } from "./sqlite-object-store.ts";

const day_ms = 86_400_000;
let parent: string;
let store: SqliteObjectStore;
const clock = testClock(Date.UTC(2026, 10, 30, 23, 59));
const open = (folder: string, create = true) => openSqliteObjectStore({ folder, create, clock, random: systemRandom });
const snapshotsTo = (folder: string) =>
  new Snapshots({ database: join(parent, "data/tailboard.db"), folder, clock, random: systemRandom });
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "tailboard-snapshots-"));
  store = await open(join(parent, "data"));
  await store.put("a", new Uint8Array([1]), "absent");
});
afterEach(async () => {
  await store.close();
  await rm(parent, { recursive: true });
});

test("a snapshot is a store with everything that was confirmed, and only its owner can read it", async () => {
  const folder = join(parent, "backups");
  await snapshotsTo(folder).takeIfDue();
  await store.put("b", new Uint8Array([2]), "absent");
  expect(await readdir(folder)).toEqual(["tailboard-2026-11-30.db"]);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const snapshot = join(folder, "tailboard-2026-11-30.db");
  expect((await stat(snapshot)).mode & 0o777).toBe(0o600);
  await mkdir(join(parent, "again"));
  await copyFile(snapshot, join(parent, "again/tailboard.db"));
  const again = await open(join(parent, "again"), false);
  expect(await again.list("")).toMatchObject({ keys: ["a"] });
  await again.close();
});

test("there is one snapshot a day, and the newest seven are kept", async () => {
  const folder = join(parent, "backups");
  const snapshots = snapshotsTo(folder);
  await mkdir(folder);
  await writeFile(join(folder, "notes.txt"), "not ours");
  for (let day = 0; day < 9; day += 1) {
    await Promise.all([snapshots.takeIfDue(), snapshots.takeIfDue()]);
    await snapshots.takeIfDue();
    clock.move(day_ms);
  }
  clock.move(-9 * day_ms);
  expect((await readdir(folder)).toSorted()).toEqual([
    "notes.txt",
    ...["02", "03", "04", "05", "06", "07", "08"].map((day) => `tailboard-2026-12-${day}.db`),
  ]);
});

test("writers go on during a snapshot", async () => {
  const taken = snapshotsTo(join(parent, "backups")).takeIfDue();
  for (let index = 0; index < 20; index += 1) {
    expect((await store.put(`days/${index}`, new Uint8Array(1_000), "absent")).outcome).toBe("stored");
  }
  await taken;
});

test("a failed snapshot says why, leaves the earlier ones and no half file", async () => {
  const folder = join(parent, "backups");
  const snapshots = snapshotsTo(folder);
  await snapshots.takeIfDue();
  clock.move(day_ms);
  await rm(join(parent, "data/tailboard.db"));
  const error: unknown = await snapshots.takeIfDue().catch((thrown: unknown) => thrown);
  clock.move(-day_ms);
  expect(error).toBeInstanceOf(SnapshotFailed);
  expect(error).toMatchObject({
    message: `No snapshot of the database was written to ${folder}: the database file cannot be opened (unable to open database file). The next try is in an hour.`,
  });
  expect(await readdir(folder)).toEqual(["tailboard-2026-11-30.db"]);
});

test("a full disk is named", async (context) => {
  const disk = await openTinyDisk();
  try {
    context.skip(!disk.isMounted, "Only a user who may mount a file system can fill one.");
    await disk.fill();
    const folder = join(disk.folder, "backups");
    await expect(snapshotsTo(folder).takeIfDue()).rejects.toThrow("the disk is full");
    expect(await readdir(folder).catch(() => [])).toEqual([]);
  } finally {
    await disk.close();
  }
});
