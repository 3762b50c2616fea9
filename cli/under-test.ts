import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Job } from "../domain/job.ts";
import { openWholeStore } from "./whole-store.ts";

const bin = fileURLToPath(new URL("bin.mjs", import.meta.url));

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Parses stdout, which must be exactly one JSON value. */
  json: <T = Record<string, unknown>>() => T;
}

/** A terminal of its own: a folder for the store, and the real command as a process. */
export const openTerminal = async () => {
  const folder = await mkdtemp(join(tmpdir(), "tailboard-cli-"));
  const env = (more: Record<string, string | undefined> = {}) => ({
    ...process.env,
    TAILBOARD_STORE: `directory:${join(folder, "data")}`,
    PORT: "0",
    TZ: "America/Los_Angeles",
    // Whenever the test runs, it is Monday morning there.
    TAILBOARD_CLOCK: String(Math.round((Date.parse("2026-11-23T18:00:00Z") - Date.now()) / 1000)),
    ...more,
  });
  const start = (argv: string[], more?: Record<string, string | undefined>) =>
    spawn(process.execPath, [bin, ...argv], { env: env(more), stdio: ["pipe", "pipe", "pipe"] });
  return {
    folder,
    store: `directory:${join(folder, "data")}`,
    start,
    /** `input` is what the command reads on stdin. */
    run: async (argv: string[], more?: Record<string, string | undefined>, input = ""): Promise<Ran> => {
      const child = start(argv, more);
      // A command that reads nothing may be gone before this is written.
      child.stdin.on("error", () => {});
      child.stdin.end(input);
      const code = new Promise<number | null>((resolve) => void child.on("close", resolve));
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      // This process made it, so its shape is what the test says.
      return { code: await code, stdout, stderr, json: <T>() => JSON.parse(stdout) as T };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
};

/** Every job of a store, as the store itself has it: no verb, no call and no view between. */
export const jobsInStore = async (store: string): Promise<Job[]> => {
  const { state } = await openWholeStore({ address: store, there: true });
  const jobs: Job[] = [];
  for await (const job of state.jobs.all()) jobs.push(job);
  return jobs;
};

export type TestTerminal = Awaited<ReturnType<typeof openTerminal>>;
