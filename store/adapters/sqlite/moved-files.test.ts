import { mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSqliteObjectStore } from "./open-sqlite.ts";
import { DatabaseMoved, SqliteRefused } from "./sqlite-error.ts";
import type { SqliteObjectStore } from "./sqlite-object-store.ts";
import { systemClock, systemRandom } from "../../../test/harness/machine.ts";

let parent: string;
let folder: string;
let store: SqliteObjectStore;
const open = (create = true) => openSqliteObjectStore({ folder, create, clock: systemClock, random: systemRandom });
const bytes = new Uint8Array([1]);
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "tailboard-moved-"));
  folder = join(parent, "data");
  store = await open();
  await store.put("a", bytes, "absent");
});
afterEach(async () => {
  await store.close();
  await rm(parent, { recursive: true });
});

const expectUnavailable = async (): Promise<void> => {
  const answers = [
    await store.get("a"),
    await store.list(""),
    await store.put("b", bytes, "absent"),
    await store.delete("a"),
  ];
  for (const answer of answers) {
    expect(answer).toMatchObject({ outcome: "unavailable", cause: expect.any(DatabaseMoved) });
  }
};

describe("while the store is open", () => {
  const damages: [string, () => Promise<void>][] = [
    ["the folder is moved", () => rename(folder, join(parent, "elsewhere"))],
    ["the database is deleted", () => rm(join(folder, "tailboard.db"))],
    ["the log is deleted", () => rm(join(folder, "tailboard.db-wal"))],
    ["the shared memory is deleted", () => rm(join(folder, "tailboard.db-shm"))],
    [
      "the database is replaced by an empty file",
      async () => {
        await rename(join(folder, "tailboard.db"), join(parent, "old.db"));
        await writeFile(join(folder, "tailboard.db"), "");
      },
    ],
  ];
  test.each(damages)("every call is unavailable after %s", async (_, damage) => {
    await damage();
    await expectUnavailable();
  });

  test("the store works again when the folder is put back", async () => {
    await rename(folder, join(parent, "elsewhere"));
    await expectUnavailable();
    await rename(join(parent, "elsewhere"), folder);
    expect((await store.put("b", bytes, "absent")).outcome).toBe("stored");
    expect(await store.list("")).toMatchObject({ keys: ["a", "b"] });
  });
});

describe("before the store is opened", () => {
  test("a folder whose database is gone is refused, and no new store is created", async () => {
    await store.close();
    await rm(join(folder, "tailboard.db"));
    await expect(open()).rejects.toThrow(/had a store, as .*store\.json shows/);
    expect(await readdir(folder)).toEqual(["store.json"]);
  });

  test("a folder whose database is empty is refused", async () => {
    await store.close();
    await writeFile(join(folder, "tailboard.db"), "");
    await expect(open()).rejects.toThrow(/is missing or empty/);
  });

  test("a folder that never had a store is refused unless it may be created", async () => {
    folder = join(parent, "other");
    await expect(open(false)).rejects.toThrow(SqliteRefused);
    await expect(readdir(folder)).rejects.toThrow(/ENOENT/);
  });

  test("the database of another store is refused", async () => {
    const first = folder;
    folder = join(parent, "second");
    await (await open()).close();
    await rename(join(folder, "tailboard.db"), join(parent, "second.db"));
    await store.close();
    folder = first;
    await rename(join(parent, "second.db"), join(folder, "tailboard.db"));
    await expect(open()).rejects.toThrow(/belongs to another store/);
  });

  test("a file that is no database is refused", async () => {
    folder = join(parent, "text");
    await (await open()).close();
    await writeFile(join(folder, "tailboard.db"), "hello ".repeat(1_000));
    await expect(open()).rejects.toThrow(/is not a database/);
  });
});
