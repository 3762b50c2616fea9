import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { MemoryObjectStore } from "./adapters/memory/memory-object-store.ts";
import { assertNoOldDocuments, assertNoOldFolder, lastOldVersion, OldStore } from "./old-store.ts";

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "tailboard-old-"));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test.each(["settings.json", "users.json", "secrets.json", "days"])("a folder with %s is an old store", (name) => {
  const folder = newFolder();
  mkdirSync(join(folder, name));
  expect(() => assertNoOldFolder(folder)).toThrow(OldStore);
});

test("a new, a missing and a used folder are none", () => {
  const folder = newFolder();
  expect(() => assertNoOldFolder(folder)).not.toThrow();
  expect(() => assertNoOldFolder(join(folder, "missing"))).not.toThrow();
  mkdirSync(join(folder, "public"));
  expect(() => assertNoOldFolder(folder)).not.toThrow();
});

test.each(["days/2026-11-27.json", "settings.json", "users.json", "secrets.json"])(
  "a bucket with %s is an old store",
  async (key) => {
    const objects = new MemoryObjectStore(() => 0);
    await objects.put(key, Buffer.from("{}"), "absent");
    await expect(assertNoOldDocuments(objects, "s3://crew")).rejects.toThrow(OldStore);
  },
);

test("the keys of this version are not an old store", async () => {
  const objects = new MemoryObjectStore(() => 0);
  for (const key of ["days/2026-11-27/00000001", "settings/00000001", "users/00000001", "secrets"])
    await objects.put(key, Buffer.from("{}"), "absent");
  await expect(assertNoOldDocuments(objects, "s3://crew")).resolves.toBeUndefined();
});

test("the message has each command to type", () => {
  expect(new OldStore("directory:/srv/data").message.split("\n").slice(1)).toEqual([
    "Stop every server on it, and move it over:",
    `  git checkout ${lastOldVersion} && npm ci`,
    '  TAILBOARD_STORE="directory:/srv/data" npx tailboard backup old-store.backup',
    "  git checkout - && npm ci",
    "  mv /srv/data /srv/data-before",
    '  TAILBOARD_STORE="sqlite:/srv/data" npx tailboard restore old-store.backup',
  ]);
  expect(new OldStore("s3://crew/jobs").message).toContain(
    "Choose an empty bucket, table or prefix for the store, and name it in TAILBOARD_STORE.",
  );
});
