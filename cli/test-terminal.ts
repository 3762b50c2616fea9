import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Job } from "../domain/job.ts";
import { openSqliteObjectStore } from "../store/adapters/sqlite/open-sqlite.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { systemClock, systemRandom } from "../test/harness/machine.ts";
import { openStore } from "./open-store.ts";

const bin = fileURLToPath(new URL("bin.mjs", import.meta.url));

/** The arguments that create a job for Mark tomorrow. */
export const newJobArgs = ["jobs", "new", "--name", "Mark"].concat(
  ["--address", "Soderblom Ave, San Diego, CA 92122", "--service", "single-item"],
  ["--flat", "600", "--day", "tomorrow"],
);

/** The outcome of a command. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Parses stdout, which must be exactly one JSON value. */
  json: <T = Record<string, unknown>>() => T;
}

/** Opens a temporary folder for a store and runs the real command on it, as a process. */
export const openTerminal = async () => {
  const folder = await mkdtemp(join(tmpdir(), "tailboard-cli-"));
  const env = (more: Record<string, string | undefined> = {}) => ({
    ...process.env,
    TAILBOARD_STORE: `sqlite:${join(folder, "data")}`,
    PORT: "0",
    TZ: "America/Los_Angeles",
    // In every test it is Monday morning in Los Angeles.
    TAILBOARD_CLOCK: String(Math.round((Date.parse("2026-11-23T18:00:00Z") - Date.now()) / 1000)),
    ...more,
  });
  const start = (argv: string[], more?: Record<string, string | undefined>) =>
    spawn(process.execPath, [bin, ...argv], { env: env(more), stdio: ["pipe", "pipe", "pipe"] });
  return {
    folder,
    store: `sqlite:${join(folder, "data")}`,
    start,
    /** Runs a command to its end. `input` is its standard input. */
    run: async (argv: string[], more?: Record<string, string | undefined>, input = ""): Promise<Ran> => {
      const child = start(argv, more);
      // A command that reads no input may exit before the input is written.
      child.stdin.on("error", () => {});
      child.stdin.end(input);
      const code = new Promise<number | null>((resolve) => void child.on("close", resolve));
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      // The command is our own, so the test knows the shape.
      return { code: await code, stdout, stderr, json: <T>() => JSON.parse(stdout) as T };
    },
    /** Reads or changes the private store directly, without a command. */
    withObjects: async <Result>(act: (objects: ObjectStore) => Promise<Result>): Promise<Result> => {
      const parts = { folder: join(folder, "data"), create: true, clock: systemClock, random: systemRandom };
      const objects = await openSqliteObjectStore(parts);
      try {
        return await act(objects);
      } finally {
        await objects.close();
      }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
};

/** The days that have entries in a folder, as far as another process has committed them. */
export const daysInFolder = (folder: string): number => {
  const path = join(folder, "tailboard.db");
  if (!existsSync(path)) return 0;
  const database = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
  try {
    const days = database.prepare(
      "SELECT count(DISTINCT substr(key, 1, 15)) AS days FROM objects WHERE key LIKE 'days/%'",
    );
    return Number(days.get()?.["days"]);
  } catch {
    return 0; // its tables are not created yet
  } finally {
    database.close();
  }
};

/** Reads all jobs of a store directly, without a command or the API. */
export const jobsInStore = async (store: string): Promise<Job[]> => {
  const { state } = await openStore({ address: store, mustExist: true });
  const jobs: Job[] = [];
  for await (const job of state.jobs.all()) jobs.push(job);
  return jobs;
};

export type TestTerminal = Awaited<ReturnType<typeof openTerminal>>;
