import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ArchiveRecord } from "./archive-record.ts";
import { BackupRefused, readBackup, verifyBackup, writeBackup } from "./backup-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tailboard-backup-"));
});
afterEach(() => rm(folder, { recursive: true }));

const records: ArchiveRecord[] = [
  { kind: "people", users: [] },
  { kind: "catalog", version: "v1", catalog: { version: "v1" } },
  ...Array.from({ length: 30 }, (_, index): ArchiveRecord => ({
    kind: "day",
    day: `2026-11-${index + 1}`,
    capacity: null,
  })),
];
async function* given(fail = false): AsyncGenerator<ArchiveRecord> {
  yield* records;
  if (fail) throw new Error("The store failed");
}
const parts = { at: "2026-11-20T17:00:00.000Z", leftOut: () => [], force: false, id: "x" };

test("a written backup reads back, and only its owner can read it", async () => {
  const path = join(folder, "one.backup");
  const manifest = await writeBackup(path, given(), parts);
  expect(await verifyBackup(path)).toEqual(manifest);
  expect(manifest).toMatchObject({
    format: 3,
    at: parts.at,
    counts: { days: 30, jobs: 0, messages: 0, people: 0, catalogs: 1 },
  });
  const read = [];
  for await (const record of readBackup(path)) read.push(record);
  expect(read).toEqual(records);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["one.backup"]);
});

test("an existing file is replaced only by force, and never by an incomplete one", async () => {
  const path = join(folder, "one.backup");
  await writeBackup(path, given(), parts);
  const before = await readFile(path);
  await expect(writeBackup(path, given(), parts)).rejects.toThrow(/already exists/);
  await expect(writeBackup(path, given(true), { ...parts, force: true })).rejects.toThrow("The store failed");
  expect(await readFile(path)).toEqual(before);
  expect(await readdir(folder)).toEqual(["one.backup"]);
  await writeBackup(path, given(), { ...parts, at: "2026-11-21T17:00:00.000Z", force: true });
  expect((await verifyBackup(path)).at).toBe("2026-11-21T17:00:00.000Z");
  await expect(writeBackup(join(folder, "none", "x"), given(), parts)).rejects.toThrow(/Cannot write .*ENOENT/);
});

/** A backup from before catalogs, byte for byte. */
test("a file of format 1 is read as a store without catalogs", async () => {
  const path = join(folder, "old.backup");
  const lines = [
    '{"kind":"tailboard-backup","format":1}',
    '{"kind":"people","users":[]}',
    '{"capacity":null,"day":"2026-11-27","kind":"day"}',
    '{"kind":"manifest","format":1,"at":"2026-11-20T17:00:00.000Z","counts":{"days":1,"jobs":0,"messages":0,"people":0},"digest":"DIGEST","left_out":[]}',
  ];
  const digest = createHash("sha256")
    .update(`${lines.slice(1, -1).join("\n")}\n`)
    .digest("hex");
  await writeFile(path, gzipSync(`${lines.join("\n").replace("DIGEST", digest)}\n`));
  const manifest = await verifyBackup(path);
  expect(manifest).toMatchObject({ format: 1, digest, counts: { days: 1, catalogs: 0 } });
  const read = [];
  for await (const record of readBackup(path)) read.push(record.kind);
  expect(read).toEqual(["people", "day"]);
});

describe("a damaged file is refused by name", () => {
  const damaged = async (how: (bytes: Buffer) => Buffer): Promise<string> => {
    const path = join(folder, "one.backup");
    await writeBackup(path, given(), { ...parts, force: true });
    await writeFile(path, how(await readFile(path)));
    return path;
  };
  test("truncated at any byte", async () => {
    const whole = (await readFile(await damaged((bytes) => bytes))).length;
    for (let length = 0; length < whole; length += 1) {
      const path = await damaged((bytes) => bytes.subarray(0, length));
      await expect(verifyBackup(path), `at ${length} of ${whole}`).rejects.toThrow(BackupRefused);
      await expect(verifyBackup(path)).rejects.toThrow(path);
    }
  });
  test("with any flipped bit", async () => {
    const whole = (await readFile(await damaged((bytes) => bytes))).length;
    // The first ten bytes are gzip's header with time and system.
    for (let at = 10; at < whole; at += 1) {
      const path = await damaged((bytes) => Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 4 : byte))));
      await expect(verifyBackup(path), `at ${at}`).rejects.toThrow(BackupRefused);
    }
  });
  test.each<[string, (lines: string[]) => string[], RegExp]>([
    ["a record changed", (lines) => lines.map((line) => line.replace("2026-11-7", "2026-11-8")), /was changed/],
    ["a record taken out", (lines) => lines.toSpliced(4, 1), /was changed/],
    ["its manifest taken off", (lines) => lines.slice(0, -1), /cut off/],
    [
      "of another format",
      (lines) => lines.map((line) => line.replace('"tailboard-backup","format":3', '"tailboard-backup","format":4')),
      /newer Tailboard/,
    ],
    ["with a record of a newer kind", (lines) => lines.toSpliced(2, 0, '{"kind":"later"}'), /does not know/],
    ["of another program", () => ["{}"], /not a Tailboard backup/],
  ])("%s, and packed again", async (_what, change, message) => {
    const path = await damaged((bytes) =>
      gzipSync(`${change(gunzipSync(bytes).toString().trimEnd().split("\n")).join("\n")}\n`),
    );
    await expect(verifyBackup(path)).rejects.toThrow(message);
  });
  test("a missing file, a folder, another kind of file", async () => {
    await expect(verifyBackup(join(folder, "none"))).rejects.toThrow(/Cannot read .*ENOENT/);
    await expect(verifyBackup(folder)).rejects.toThrow(/Cannot read .*EISDIR/);
    await expect(verifyBackup(await damaged(() => Buffer.from("hello")))).rejects.toThrow(/not a Tailboard backup/);
  });
});
