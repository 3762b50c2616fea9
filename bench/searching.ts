import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shardOf, shards, type CustomerEntry } from "../domain/customer/customer-entry.ts";
import { dayIn } from "../domain/day.ts";
import { systemClock, systemRandom } from "../main/ambient.ts";
import { openSqliteObjectStore } from "../store/adapters/sqlite/open-sqlite.ts";
import { CustomerIndex } from "../store/documents/customer/customer-index.ts";
import { JsonObjects } from "../store/documents/json-objects.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { startTestServer } from "../test/e2e/test-server.ts";
import { seedDays } from "../test/harness/seed-days.ts";
import { median } from "./machine.ts";

export interface SearchingRow {
  what: string;
  found: number;
  first_ms: number;
  p50_ms: number;
  slowest_ms: number;
}

/** 292 days of 125 jobs. */
const days = 292;
const customers = 12_000;
const repeats = 21;

/**
 * Measures searches over the API on the embedded store, over 36,500 jobs and 12,000 customers: the first search of the
 * process, and then others.
 */
export const measureSearching = async (): Promise<SearchingRow[]> => {
  const folder = await mkdtemp(join(tmpdir(), "tailboard-bench-"));
  const clock = systemClock();
  try {
    const objects = await openSqliteObjectStore({ folder, create: true, clock, random: systemRandom });
    await seedDays(objects, dayIn("UTC", clock.now()), days);
    await seedCustomers(objects);
    await objects.close();
    const server = await startTestServer({ TAILBOARD_STORE: `sqlite:${folder}` });
    try {
      const timed = (path: string) => timesOf(async () => ((await server.api("GET", path)) as { items: [] }).items);
      return [
        { what: "jobs by name", ...(await timed("/api/v1/jobs?q=soderblom")) },
        { what: "jobs, nothing found", ...(await timed("/api/v1/jobs?q=zzzz")) },
        { what: "customers by name", ...(await timed("/api/v1/customers?q=ortega%2011")) },
        { what: "customers, nothing found", ...(await timed("/api/v1/customers?q=zzzz")) },
      ];
    } finally {
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const timesOf = async (search: () => Promise<readonly unknown[]>): Promise<Omit<SearchingRow, "what">> => {
  const times: number[] = [];
  let found = 0;
  for (let time = 0; time < repeats; time += 1) {
    const began = performance.now();
    found = (await search()).length;
    times.push(performance.now() - began);
  }
  const [first = 0, ...others] = times;
  return { found, first_ms: first, p50_ms: median(others), slowest_ms: Math.max(...others) };
};

/** Writes what a search reads of each customer. */
const seedCustomers = async (objects: ObjectStore): Promise<void> => {
  const index = new CustomerIndex(
    new JsonObjects({ objects, clock: systemClock(), random: systemRandom }),
    systemClock(),
  );
  const all = Array.from({ length: customers }, (_, number): CustomerEntry => ({
    id: `c_${number.toString(32).toUpperCase().padStart(8, "0")}`,
    rev: 1,
    name: `Maria Ortega ${number}`,
    phones: [`+1619${String(5_550_000 + number).padStart(7, "0")}`],
    emails: [`maria${number}@example.com`],
    postal_codes: ["92104"],
    last_day: "2026-11-20",
    jobs: 3,
    tags: [],
  }));
  const byShard = Map.groupBy(all, ({ id }) => shardOf(id));
  for (const shard of shards) {
    const entries = byShard.get(shard) ?? [];
    await index.correct(
      shard,
      entries.map((entry) => ({ id: entry.id, was: null, entry })),
    );
  }
};
