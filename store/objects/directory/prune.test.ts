import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Version } from "../object-store.ts";
import { DirectoryObjectStore } from "./directory-object-store.ts";
import { NodeFileSystem } from "./node-file-system.ts";
import { prune, RETENTION } from "./prune.ts";

/** A disk on which each version was linked a minute after the one before it, the newest at minute zero. */
class AgedFileSystem extends NodeFileSystem {
  ages = new Map<string, number>();
  override async linkedAt(path: string): Promise<number> {
    return this.ages.get(basename(path)) ?? super.linkedAt(path);
  }
}

const clock = { now: () => 0, sleep: async () => undefined };
const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)), fraction: () => 0.5 };

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tailboard-prune-"));
});
afterEach(() => rm(root, { recursive: true }));

const write = async (store: DirectoryObjectStore, times: number, version?: Version): Promise<Version | undefined> => {
  let last = version;
  for (let time = 0; time < times; time += 1) {
    const put = await store.put("a", new Uint8Array([time]), last === undefined ? "absent" : { version: last });
    if (put.outcome !== "stored") throw new Error(put.outcome);
    last = put.version;
  }
  return last;
};
const numbers = async (): Promise<number[]> =>
  (await readdir(join(root, "a"))).map((name) => Number(name.slice(1))).toSorted((one, other) => one - other);

const MINUTE = 60_000;
const aged = async (minutes: Record<number, number>): Promise<number[]> => {
  await rm(join(root, "a"), { recursive: true, force: true });
  const fs = new AgedFileSystem();
  await write(new DirectoryObjectStore(root, { clock, random, fs, pruneEvery: 1_000 }), 30);
  for (let number = 1; number <= 30; number += 1) {
    fs.ages.set(`@${String(number).padStart(8, "0")}`, -(minutes[number] ?? 60) * MINUTE);
  }
  fs.ages.set("@00000030", 0);
  await prune(fs, join(root, "a"), RETENTION);
  return numbers();
};
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test("keeps the newest twenty", async () => {
  expect(await aged({})).toEqual(range(11, 30));
});

test("keeps what was replaced less than ten minutes ago, and all after it", async () => {
  expect(await aged({ 5: 9 })).toEqual(range(4, 30));
  expect(await aged({ 5: 11 })).toEqual(range(11, 30));
});

test("a version's age is that of its successor: the newest of last year is as young as what replaced it", async () => {
  expect(await aged({ 1: 500_000, 2: 1 })).toEqual(range(1, 30));
});

test("a writer prunes now and then by itself, and what is left still reads and writes", async () => {
  const retention = { newest: 3, replaced_ms: 0 };
  const store = new DirectoryObjectStore(root, { clock, random, retention, pruneEvery: 8 });
  const version = await write(store, 16);
  expect(await numbers()).toEqual([14, 15, 16]);
  const other = new DirectoryObjectStore(root, { clock, random });
  expect(await other.get("a", version === undefined ? {} : { unless: version })).toEqual({ outcome: "unchanged" });
  await write(other, 1, version);
  expect(await numbers()).toEqual([14, 15, 16, 17]);
});

test("pruning that fails does not touch the write's outcome", async () => {
  const fs = Object.assign(new NodeFileSystem(), {
    linkedAt: async () => {
      throw new Error("EIO");
    },
  });
  const seed = new DirectoryObjectStore(root, { clock, random });
  const version = await write(seed, 4);
  const retention = { newest: 1, replaced_ms: 0 };
  const store = new DirectoryObjectStore(root, { clock, random, fs, retention, pruneEvery: 1 });
  await write(store, 1, version);
  expect(await numbers()).toEqual([1, 2, 3, 4, 5]);
});
