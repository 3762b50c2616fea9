import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";
import type { SnapshotFiles } from "./snapshots.ts";

/**
 * Copies the database into one compact file, on a thread of its own, because a large copy takes seconds. Other threads
 * and processes can write during the copy. The copy gets its name after it was checked and flushed, so a file of that
 * name is whole.
 */
const { database, temporary, snapshot } = workerData as SnapshotFiles;

const copy = (): void => {
  mkdirSync(dirname(temporary), { recursive: true, mode: 0o700 });
  // An empty file with narrow rights; VACUUM INTO accepts it.
  closeSync(openSync(temporary, "wx", 0o600));
  const source = new DatabaseSync(database, { readOnly: true, timeout: longestWait_ms });
  try {
    source.prepare("VACUUM INTO ?").run(temporary);
  } finally {
    source.close();
  }
};

const assertWhole = (): void => {
  const written = new DatabaseSync(temporary, { readOnly: true });
  try {
    const result = written.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
    if (result !== "ok") throw new Error(`The copy is damaged: ${String(result)}`);
  } finally {
    written.close();
  }
};

const flush = (path: string): void => {
  const file = openSync(path, "r");
  fsyncSync(file);
  closeSync(file);
};

const longestWait_ms = 10_000;

try {
  copy();
  assertWhole();
  flush(temporary);
  renameSync(temporary, snapshot);
  flush(dirname(snapshot));
} finally {
  rmSync(temporary, { force: true });
}
