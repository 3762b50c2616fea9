import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";
import type { Job } from "../../domain/job.ts";
import { seededRandom, SteppedClock, thursday, saturday } from "../../store/conformance/fixture.ts";
import { assertChains } from "../../store/conformance/race.case.ts";
import { openDayDocuments } from "../../store/day-documents/open-day-documents.ts";
import { DirectoryObjectStore } from "../../store/objects/directory/directory-object-store.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

test("three processes on one folder oversell, lose and repeat nothing", { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "tailboard-race-"));
  folders.push(folder);
  const script = join(import.meta.dirname, "day-documents-race-process.ts");
  const told = await Promise.all(
    [1, 2, 3].map(async (seed) => {
      const { stdout } = await promisify(execFile)(process.execPath, [script, folder, String(seed), "12"]);
      // The output of the script.
      return JSON.parse(stdout) as { confirmed: { write: string; job: string }[]; refused: number };
    }),
  );

  const clock = new SteppedClock();
  const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)), fraction: seededRandom(1).fraction };
  const { jobs } = openDayDocuments({
    objects: new DirectoryObjectStore(folder, { clock, random }),
    clock,
    random,
    process: "judge",
    timeZone: "America/Los_Angeles",
    report: (error) => {
      throw error;
    },
    publisher: () => ({ publish: () => Promise.resolve() }),
    sender: { timeout_ms: 1_000, send: () => Promise.resolve() },
  });
  expect(await jobs.drain()).toBe(0);
  const all: Job[] = [];
  for await (const job of jobs.all()) all.push(job);
  const confirmed = told.flatMap((one) => one.confirmed);
  assertChains(all, new Map(confirmed.map(({ write, job }) => [write, job])));
  expect(all.reduce((sum, { rev }) => sum + rev, 0)).toBe(confirmed.length);
  expect(told.some(({ refused }) => refused > 0)).toBe(true);
  for (const { day, windows } of await jobs.capacity(thursday, saturday)) {
    for (const { start, capacity, taken } of windows) {
      const there = all.filter(
        ({ status, visits: [visit] }) => status !== "cancelled" && visit?.day === day && visit.window?.start === start,
      );
      expect(taken, `${day} ${start}`).toBe(there.length);
      expect(taken, `${day} ${start}`).toBeLessThanOrEqual(capacity);
    }
  }
});
