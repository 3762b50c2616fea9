import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Room } from "./room.ts";

/**
 * What noticed a fault: the room's own tests, the compiler or a journey; null if nothing did. `time`: a check did not end
 * in time, because the fault makes a test hang or because the machine is busy.
 */
export type Noticed = "room" | "types" | "journeys" | "time" | null;

type Outcome = "passed" | "failed" | "late";

/** Runs ever slower checks on a copy of the project with a fault in `file`, until one fails. */
export const noticedBy = async (copy: string, room: Room, file: string, limitMs: number): Promise<Noticed> => {
  const vitest = (...args: string[]) =>
    run(copy, ["vitest/vitest.mjs", ...args, "--maxWorkers=1", "--bail=1"], limitMs);
  const journeys = room.journeys(file).map((name) => join("test/e2e", name));
  const checks: [Exclude<Noticed, "time" | null>, () => Promise<Outcome>][] = [
    ["room", () => vitest("related", file, "--run", "--passWithNoTests", `--dir=${room.name}`)],
    // Child processes and built pages import files that no module graph shows.
    ["room", () => vitest("run", "--passWithNoTests", `--dir=${room.name}`)],
    ["types", () => run(copy, ["typescript/bin/tsc", "-p", "."], limitMs)],
    ["journeys", async () => (journeys.length === 0 ? "passed" : await vitest("run", ...journeys))],
  ];
  for (const [name, check] of checks) {
    const outcome = await check();
    if (outcome !== "passed") return outcome === "late" ? "time" : name;
  }
  return null;
};

/**
 * Runs the room's tests without a fault and returns how long a check may take. Throws if they fail, because every fault
 * would count as noticed.
 */
export const limitOf = async (copy: string, room: Room): Promise<number> => {
  const began = performance.now();
  const outcome = await run(
    copy,
    ["vitest/vitest.mjs", "run", "--passWithNoTests", `--dir=${room.name}`, "--maxWorkers=1", "--bail=1"],
    3_600_000,
  );
  if (outcome !== "passed") throw new Error(`The tests of ${room.name} fail without a fault`);
  return Math.max(leastLimitMs, 4 * (performance.now() - began));
};

const leastLimitMs = 300_000;

const run = async (copy: string, [program = "", ...args]: string[], limitMs: number): Promise<Outcome> => {
  const child = spawn(process.execPath, [join(copy, "node_modules", program), ...args], {
    cwd: copy,
    stdio: "ignore",
    // A group of its own, so that a hanging test ends with its children.
    detached: true,
    env: { ...process.env, CI: "1" },
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  }, limitMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("exit", resolve);
    child.once("error", reject);
  });
  clearTimeout(timer);
  return isLate ? "late" : code === 0 ? "passed" : "failed";
};
