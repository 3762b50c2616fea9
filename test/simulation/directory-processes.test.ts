import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DirectoryObjectStore } from "../../store/objects/directory/directory-object-store.ts";

const clock = { now: () => Date.now(), sleep: async () => undefined };
const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)), fraction: () => Math.random() };

let root: string;
let store: DirectoryObjectStore;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tailboard-processes-"));
  store = new DirectoryObjectStore(root, { clock, random });
  await store.put("days/count.json", new TextEncoder().encode("[]"), "absent");
});
afterEach(() => rm(root, { recursive: true }));

interface Incrementing {
  process: ChildProcess;
  /** The confirmed writes that it printed before it ended. */
  confirmed: string[];
  ended: Promise<{ code: number | null; signal: string | null; errors: string }>;
}

const increment = (name: string, times: number, onConfirmed?: (process: ChildProcess) => void): Incrementing => {
  const program = fileURLToPath(new URL("./directory-incrementing.ts", import.meta.url));
  const child = spawn(process.execPath, [program, root, name, String(times)], { stdio: ["ignore", "pipe", "pipe"] });
  const confirmed: string[] = [];
  let errors = "";
  child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
  child.stdout.on("data", (text: Buffer) => {
    confirmed.push(...text.toString().trimEnd().split("\n"));
    onConfirmed?.(child);
  });
  const ended = new Promise<Awaited<Incrementing["ended"]>>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, errors }));
  });
  return { process: child, confirmed, ended };
};

const counted = async (): Promise<string[]> => {
  const found = await new DirectoryObjectStore(root, { clock, random }).get("days/count.json");
  if (found.outcome !== "found") throw new Error(`The document is ${found.outcome}`);
  return JSON.parse(new TextDecoder().decode(found.body)) as string[];
};

test("four processes add to one document, and every addition is in it once", async () => {
  const processes = ["a", "b", "c", "d"].map((name) => increment(name, 25));
  for (const { ended } of processes) expect(await ended).toEqual({ code: 0, signal: null, errors: "" });
  const ids = await counted();
  expect(ids).toHaveLength(100);
  expect(new Set(ids)).toEqual(new Set(processes.flatMap(({ confirmed }) => confirmed)));
});

test("a process killed at any moment loses no confirmed write, and blocks no other", async () => {
  const killed = increment("killed", 10_000, (child) => {
    if (killed.confirmed.length >= 20) child.kill("SIGKILL");
  });
  const others = ["a", "b"].map((name) => increment(name, 40));
  expect(await killed.ended).toMatchObject({ signal: "SIGKILL" });
  for (const { ended } of others) expect(await ended).toEqual({ code: 0, signal: null, errors: "" });
  const ids = await counted();
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining([killed, ...others].flatMap(({ confirmed }) => confirmed)));
  // It may leave one temporary file, and at most one write that it did not print.
  expect((await readdir(join(root, "@tmp"))).length).toBeLessThanOrEqual(1);
});
