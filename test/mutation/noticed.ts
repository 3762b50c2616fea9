import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Room } from "./room.ts";

/** What noticed a fault: the room's own tests, the compiler or a journey; null if nothing did. */
export type Noticed = "room" | "types" | "journeys" | null;

/** Runs ever slower checks on a copy of the project with a fault in `file`, until one fails. */
export const noticedBy = async (copy: string, room: Room, file: string): Promise<Noticed> => {
  const vitest = (...args: string[]) => run(copy, "vitest/vitest.mjs", [...args, "--maxWorkers=1", "--bail=1"]);
  if (!(await vitest("related", file, "--run", "--passWithNoTests", `--dir=${room.name}`))) return "room";
  // Child processes and built pages import files that no module graph shows.
  if (!(await vitest("run", "--passWithNoTests", `--dir=${room.name}`))) return "room";
  if (!(await run(copy, "typescript/bin/tsc", ["-p", "."]))) return "types";
  const journeys = room.journeys(file).map((name) => join("test/e2e", name));
  if (journeys.length > 0 && !(await vitest("run", ...journeys))) return "journeys";
  return null;
};

/** True if the program exits with 0 in time. A fault that makes a test hang is noticed. */
const run = async (copy: string, program: string, args: string[]): Promise<boolean> => {
  const child = spawn(process.execPath, [join(copy, "node_modules", program), ...args], {
    cwd: copy,
    stdio: "ignore",
    // A group of its own, so that a hanging test ends with its children.
    detached: true,
    env: { ...process.env, CI: "1" },
  });
  const timer = setTimeout(() => {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  }, longestMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("exit", resolve);
    child.once("error", reject);
  });
  clearTimeout(timer);
  return code === 0;
};

const longestMs = 300_000;
