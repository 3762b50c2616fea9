import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Job } from "../domain/job.ts";
import { openStore } from "./open-store.ts";

const bin = fileURLToPath(new URL("bin.mjs", import.meta.url));

/** The arguments that create a job for Mark tomorrow. */
export const newJobArgs = ["jobs", "new", "--name", "Mark"].concat(
  ["--address", "Soderblom Ave, San Diego, CA 92122", "--service", "trailer-15"],
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
    TAILBOARD_STORE: `directory:${join(folder, "data")}`,
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
    store: `directory:${join(folder, "data")}`,
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
    close: () => rm(folder, { recursive: true, force: true }),
  };
};

/** Reads all jobs of a store directly, without a command or the API. */
export const jobsInStore = async (store: string): Promise<Job[]> => {
  const { state } = await openStore({ address: store, mustExist: true });
  const jobs: Job[] = [];
  for await (const job of state.jobs.all()) jobs.push(job);
  return jobs;
};

export type TestTerminal = Awaited<ReturnType<typeof openTerminal>>;
