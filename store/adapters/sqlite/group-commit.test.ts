import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DatabaseFiles } from "./database-files.ts";
import { GroupCommit } from "./group-commit.ts";
import { DatabaseMoved } from "./sqlite-error.ts";
import { systemClock, systemRandom } from "../../../test/harness/machine.ts";

let parent: string;
let folder: string;
let database: DatabaseSync;
let executed: string[];
let commits: GroupCommit;
/** Replaces what SQLite does for one statement. */
let onExec: (sql: string) => void;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "tailboard-group-"));
  folder = parent;
  database = new DatabaseSync(join(folder, "t.db"), { timeout: 0 });
  database.exec("PRAGMA journal_mode = WAL; CREATE TABLE numbers (n INTEGER)");
  executed = [];
  onExec = () => undefined;
  const watched = new Proxy(database, {
    get: (target, name) => {
      if (name === "exec") {
        return (sql: string) => {
          executed.push(sql);
          onExec(sql);
          target.exec(sql);
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  commits = new GroupCommit({
    database: watched,
    files: new DatabaseFiles(join(folder, "t.db")),
    clock: systemClock,
    random: systemRandom,
    storeTime: () => 5,
  });
});
afterEach(() => {
  database.close();
  rmSync(parent, { recursive: true, force: true });
  if (folder !== parent) rmSync(folder, { recursive: true, force: true });
});

const insert = (n: number) => (at: number) => {
  database.prepare("INSERT INTO numbers (n) VALUES (?)").run(n);
  return { n, at };
};
const stored = (): unknown[] =>
  database
    .prepare("SELECT n FROM numbers ORDER BY n")
    .all()
    .map((row) => row["n"]);
const sqliteError = (errcode: number, message: string) => Object.assign(new Error(message), { errcode });

test("writes of one turn share a transaction, and each gets its own answer", async () => {
  const answers = await Promise.all([1, 2, 3].map((n) => commits.write(10, insert(n))));
  expect(answers).toEqual([1, 2, 3].map((n) => ({ n, at: 5 })));
  expect(executed).toEqual(["BEGIN IMMEDIATE", "COMMIT"]);
});

test("writes of more bytes than one transaction takes go out in several, in order", async () => {
  await Promise.all([1, 2, 3].map((n) => commits.write(5 * 1024 * 1024, insert(n))));
  expect(executed.filter((sql) => sql === "COMMIT")).toHaveLength(3);
  expect(stored()).toEqual([1, 2, 3]);
});

test("a write that arrives while its caller handles the last answer is not lost", async () => {
  for (let n = 1; n <= 20; n += 1) await commits.write(10, insert(n)).then(() => Promise.resolve());
  expect(stored()).toHaveLength(20);
});

test("a statement that fails makes the whole batch unavailable and leaves no trace", async () => {
  const failing = () => {
    throw sqliteError(13, "database or disk is full");
  };
  const answers = await Promise.all([commits.write(10, insert(1)), commits.write(10, failing)]);
  for (const answer of answers) {
    expect(answer).toMatchObject({ outcome: "unavailable", cause: { code: "ENOSPC" } });
  }
  expect(stored()).toEqual([]);
  await commits.write(10, insert(2));
  expect(stored()).toEqual([2]);
});

test.each([
  [13, "unavailable", "ENOSPC"],
  [10, "indeterminate", "EIO"],
  [1034, "indeterminate", "EIO"],
])("a COMMIT that fails with error %d is %s", async (errcode, outcome, code) => {
  onExec = (sql) => {
    if (sql === "COMMIT") throw sqliteError(errcode, "the flush failed");
  };
  expect(await commits.write(10, insert(1))).toMatchObject({ outcome, cause: { code } });
  onExec = () => undefined;
  await commits.write(10, insert(2));
  expect(stored()).toEqual([2]);
});

test("a database that moves during the transaction makes its answer indeterminate", async () => {
  const answer = await commits.write(10, (at) => {
    folder = `${parent}-elsewhere`;
    renameSync(parent, folder);
    return insert(1)(at);
  });
  expect(answer).toEqual({ outcome: "indeterminate", cause: expect.any(DatabaseMoved) });
  expect(await commits.write(10, insert(2))).toMatchObject({ outcome: "unavailable" });
  expect(stored()).toEqual([1]);
});
