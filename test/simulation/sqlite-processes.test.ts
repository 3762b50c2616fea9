import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { entriesOf } from "../../store/port/conformance/race-workers.ts";
import { openSqliteObjectStore } from "../../store/adapters/sqlite/open-sqlite.ts";
import { systemClock, systemRandom, testClock } from "../harness/machine.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tailboard-processes-"));
});
afterEach(() => rm(folder, { recursive: true }));

interface Appending {
  child: ChildProcess;
  /** The ids that the process printed, so each of their puts was answered before. */
  confirmed: string[];
  ended: Promise<{ code: number | null; signal: string | null; errors: string }>;
}

/** Starts a process that appends `entries` entries for each of `clients` clients. */
const append = (name: string, entries: number, clients: number, onConfirmed?: (run: Appending) => void): Appending => {
  const program = fileURLToPath(new URL("./sqlite-append-process.ts", import.meta.url));
  const args = [program, folder, name, String(entries), String(clients)];
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const confirmed: string[] = [];
  let errors = "";
  let rest = "";
  child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
  child.stdout.on("data", (text: Buffer) => {
    const lines = `${rest}${text.toString()}`.split("\n");
    rest = lines.pop() ?? "";
    confirmed.push(...lines);
    onConfirmed?.(run);
  });
  const ended = new Promise<Awaited<Appending["ended"]>>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, errors }));
  });
  const run: Appending = { child, confirmed, ended };
  return run;
};

const readEntries = async (): Promise<string[]> => {
  const store = await openSqliteObjectStore({ folder, create: false, clock: systemClock, random: systemRandom });
  const entries = await entriesOf(store);
  await store.close();
  return entries;
};

test("four processes create one store together, and every entry is stored once", async () => {
  const runs = ["a", "b", "c", "d"].map((name) => append(name, 20, 4));
  for (const { ended } of runs) expect(await ended).toEqual({ code: 0, signal: null, errors: "" });
  const entries = await readEntries();
  expect(entries).toHaveLength(320);
  expect(new Set(entries)).toEqual(new Set(runs.flatMap(({ confirmed }) => confirmed)));
});

test("a process that is killed at any moment loses no confirmed entry and blocks no other process", async () => {
  const survivor = append("survivor", 60, 2);
  const killed: Appending[] = [];
  for (let life = 0; life < 8; life += 1) {
    const limit = 1 + life * 3;
    const run = append(`killed${life}`, 1_000, 3, ({ confirmed, child }) => {
      if (confirmed.length >= limit) child.kill("SIGKILL");
    });
    killed.push(run);
    expect((await run.ended).signal).toBe("SIGKILL");
  }
  expect(await survivor.ended).toEqual({ code: 0, signal: null, errors: "" });
  const entries = await readEntries();
  expect(new Set(entries).size).toBe(entries.length);
  for (const { confirmed } of [survivor, ...killed]) expect(entries).toEqual(expect.arrayContaining(confirmed));
});

test("a process that is suspended inside its transaction makes writes unavailable, and reads go on", async () => {
  const clock = testClock(1_000_000);
  const open = () => openSqliteObjectStore({ folder, create: true, clock, random: systemRandom });
  const store = await open();
  await store.put("a", new Uint8Array([1]), "absent");
  const suspended = new DatabaseSync(join(folder, "tailboard.db"));
  suspended.exec("BEGIN IMMEDIATE");
  const put = store.put("b", new Uint8Array([1]), "absent");
  const second = await open();
  expect((await second.get("a")).outcome).toBe("found");
  expect((await store.get("b")).outcome).toBe("missing");
  // The first attempt runs at the end of this turn.
  await clock.sleep(20);
  clock.move(11_000);
  expect(await put).toMatchObject({ outcome: "unavailable", cause: { message: "Another process holds the database" } });
  suspended.close();
  expect((await store.put("b", new Uint8Array([1]), "absent")).outcome).toBe("stored");
  await store.close();
  await second.close();
});
