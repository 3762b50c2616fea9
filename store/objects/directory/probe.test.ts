import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DirectoryObjectStore } from "./directory-object-store.ts";
import { NodeFileSystem } from "./node-file-system.ts";

const clock = { now: () => 0, sleep: async () => undefined };
const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)), fraction: () => 0.5 };

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tailboard-probe-"));
});
afterEach(() => rm(root, { recursive: true }));

const breaking = (broken: Partial<NodeFileSystem>): DirectoryObjectStore =>
  new DirectoryObjectStore(root, { clock, random, fs: Object.assign(new NodeFileSystem(), broken) });
const failing = (code: string) => async (): Promise<never> => {
  throw Object.assign(new Error(code), { code });
};

describe("probe", () => {
  test("a folder that will do, made when it was not there, and nothing left in it", async () => {
    const folder = join(root, "new/data");
    expect(await new DirectoryObjectStore(folder, { clock, random }).probe()).toBeUndefined();
    expect(await readdir(folder)).toEqual(["@tmp"]);
    expect(await readdir(join(folder, "@tmp"))).toEqual([]);
  });

  test.each([
    [{ names: failing("EACCES") }, "Cannot read the data folder ROOT: permission denied."],
    [{ create: failing("EROFS") }, "Cannot write to the data folder ROOT: the disk is read-only."],
    [{ create: failing("ENOSPC") }, "Cannot write to the data folder ROOT: the disk is full."],
    [{ makeFolder: failing("EACCES") }, "Cannot make the data folder ROOT: permission denied."],
    [
      { link: failing("EPERM") },
      "Cannot make hard links in the data folder ROOT: its file system has none, so two writers could not be kept apart; " +
        "choose a folder on a local disk.",
    ],
  ])("%#: says what is wrong in one sentence", async (broken, sentence) => {
    const error = await breaking(broken).probe();
    expect(error?.message).toBe(sentence.replace("ROOT", root));
  });

  test("a file in the folder's place", async () => {
    await writeFile(join(root, "data"), "");
    const error = await new DirectoryObjectStore(join(root, "data"), { clock, random }).probe();
    expect(error?.message).toBe(`Cannot read the data folder ${join(root, "data")}: it is a file.`);
  });
});

test("the first write sweeps files that killed writers left an hour ago, and only those", async () => {
  await new DirectoryObjectStore(root, { clock, random }).probe();
  for (const name of ["left", "young"]) await writeFile(join(root, "@tmp", name), "");
  await utimes(join(root, "@tmp/left"), 0, 0);
  class Aged extends NodeFileSystem {
    override async linkedAt(path: string): Promise<number> {
      return basename(path) === "left" ? (await super.linkedAt(path)) - 3_700_000 : super.linkedAt(path);
    }
  }
  const store = new DirectoryObjectStore(root, { clock, random, fs: new Aged() });
  await store.put("a", new Uint8Array(), "absent");
  expect(await readdir(join(root, "@tmp"))).toEqual(["young"]);
});
