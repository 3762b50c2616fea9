import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { instantOf, type Clock } from "../../../domain/clock.ts";
import { freshId, type Random } from "../../../domain/random.ts";
import { diskFaults } from "../../disk-fault.ts";
import { SqliteFault } from "./sqlite-error.ts";

export interface SnapshotOptions {
  /** The database file to copy. */
  database: string;
  /** The folder of the snapshots. It is created with the first one. */
  folder: string;
  clock: Pick<Clock, "now">;
  random: Random;
}

/** What the thread that copies gets. */
export interface SnapshotFiles {
  database: string;
  temporary: string;
  snapshot: string;
}

/**
 * Daily copies of the database, `tailboard-2026-11-30.db` by the day in UTC. The newest seven are kept. A copy is a
 * whole database: put it in the place of `tailboard.db` to go back to it.
 */
export class Snapshots {
  readonly #options: SnapshotOptions;
  #running: Promise<void> | null = null;

  constructor(options: SnapshotOptions) {
    this.#options = options;
  }

  /** Writes the snapshot of today unless it exists. Throws `SnapshotFailed`; earlier snapshots then stay. */
  takeIfDue(): Promise<void> {
    this.#running ??= this.#takeIfDue().finally(() => (this.#running = null));
    return this.#running;
  }

  async #takeIfDue(): Promise<void> {
    const { database, folder, clock, random } = this.#options;
    const name = `tailboard-${instantOf(clock.now()).slice(0, 10)}.db`;
    try {
      const names = await snapshotsIn(folder);
      if (names.includes(name)) return;
      await copyOnThread({ database, temporary: join(folder, `${freshId(random)}.tmp`), snapshot: join(folder, name) });
      const old = [...names, name].toSorted().slice(0, -keptSnapshots);
      for (const each of old) await rm(join(folder, each), { force: true });
    } catch (error) {
      throw new SnapshotFailed(folder, error);
    }
  }
}

/** Says why there is no snapshot of today, for the log. */
export class SnapshotFailed extends Error {
  override name = "SnapshotFailed";
  constructor(folder: string, cause: unknown) {
    super(`No snapshot of the database was written to ${folder}: ${reasonOf(cause)}. The next try is in an hour.`, {
      cause,
    });
  }
}

/** The names of the snapshots in a folder, oldest first. Other files are left alone. */
const snapshotsIn = async (folder: string): Promise<string[]> => {
  try {
    return (await readdir(folder)).filter((name) => /^tailboard-\d{4}-\d\d-\d\d\.db$/.test(name)).toSorted();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
};

const copyOnThread = (files: SnapshotFiles): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./snapshot-worker.ts", import.meta.url), { workerData: files });
    // A copy does not keep a process alive that wants to end.
    worker.unref();
    worker.once("error", reject);
    worker.once("exit", (code) => (code === 0 ? resolve() : reject(new Error("The copy was stopped"))));
  });

const reasonOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause);
  if ("errcode" in cause) return new SqliteFault(cause).message;
  const words = "code" in cause ? diskFaults[String(cause.code)] : undefined;
  return words ?? cause.message;
};

const keptSnapshots = 7;
