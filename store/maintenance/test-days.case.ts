import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Day } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import type { Random } from "../../domain/random.ts";
import { newJob } from "../../domain/new-job.ts";
import { seededRandom } from "../../test/harness/seeded-random.ts";
import { MemoryObjectStore } from "../adapters/memory/memory-object-store.ts";
import { openSqliteObjectStore } from "../adapters/sqlite/open-sqlite.ts";
import { jobDraft, type SteppedClock, visitOf } from "../conformance/fixture.ts";
import { dayKind } from "../jobs/day/day-kind.ts";
import type { DayRecord } from "../jobs/day/day-record.ts";
import { DayLogs } from "../jobs/day-logs.ts";
import { compact } from "../jobs/log/compaction.ts";
import { EntryClock } from "../jobs/log/entry-clock.ts";
import { dayLog, entryKey } from "../jobs/log/log-keys.ts";
import type { ObjectStore } from "../port/object-store.ts";

/** Opens a new store of each embedded kind. `close` removes it. */
export const testStores: Record<
  string,
  (clock: SteppedClock) => Promise<{ objects: ObjectStore; close: () => Promise<void> }>
> = {
  memory: (clock) =>
    Promise.resolve({ objects: new MemoryObjectStore(() => clock.now()), close: () => Promise.resolve() }),
  SQLite: async (clock) => {
    const folder = mkdtempSync(join(tmpdir(), "tailboard-damage-"));
    const store = await openSqliteObjectStore({ folder, create: true, clock, random: seededRandom(1) });
    const close = async (): Promise<void> => {
      await store.close();
      rmSync(folder, { recursive: true });
    };
    return { objects: store, close };
  },
};

/** Days with entries in one store, and ways to damage them. */
export class TestDays {
  readonly objects: ObjectStore;
  readonly clock: SteppedClock;
  readonly random = seededRandom(7);
  #processes = 0;
  #jobs = 0;
  #days: DayLogs;

  constructor(objects: ObjectStore, clock: SteppedClock) {
    this.objects = objects;
    this.clock = clock;
    this.#days = this.another();
  }

  get parts(): { objects: ObjectStore; clock: SteppedClock; random: Random } {
    const { objects, clock, random } = this;
    return { objects, clock, random };
  }

  /** The logs as another process sees them. */
  another(): DayLogs {
    this.#processes += 1;
    return new DayLogs({
      objects: this.objects,
      clock: this.clock,
      random: seededRandom(this.#processes),
      process: `process${this.#processes}`,
      entryClock: new EntryClock(this.clock),
      report: (error) => {
        throw error;
      },
      takesTurns: false,
      spread_bytes: 1_000_000,
    });
  }

  /** Appends one entry with these records, a second after the last. */
  async append(day: Day, ...records: DayRecord[]): Promise<void> {
    this.clock.pass(1_000);
    await this.#days.day(day).change({ decide: () => ({ records, result: undefined }), findIn: () => null });
  }

  /** Appends `count` entries, each with a job of its own. */
  async addJobs(day: Day, count: number): Promise<Job[]> {
    const jobs: Job[] = [];
    for (let index = 0; index < count; index += 1) {
      this.#jobs += 1;
      const id = `${day.slice(2).replaceAll("-", "")}-${String(this.#jobs).padStart(4, "0")}`;
      const draft = { ...jobDraft, visits: [visitOf("v1", "service", day, null)], customer: { name: "Ana" } };
      const token = `${id}${"t".repeat(32)}`.slice(0, 32);
      const stamp = { id: `h${this.#jobs}`, at: "2026-11-20T17:00:00.000Z", by: { kind: "system", name: "" } } as const;
      const job = newJob(draft, { id, token }, stamp);
      jobs.push(job);
      await this.append(day, { job, holds: [] });
    }
    return jobs;
  }

  async jobIds(day: Day): Promise<string[]> {
    return [...(await this.another().day(day).read()).state.jobs.keys()];
  }

  async compact(day: Day): Promise<void> {
    const { objects, random } = this;
    const head = await this.another().day(day).read();
    await compact({ objects, name: dayLog(day), kind: dayKind(day), random }, head);
  }

  async deleteEntry(day: Day, n: number): Promise<void> {
    await this.objects.delete(entryKey(dayLog(day), n));
  }

  /** Changes one byte in the middle of an object. */
  async alter(key: string): Promise<void> {
    const body = await this.bytesOf(key);
    const middle = Math.floor(body.length / 2);
    body[middle] = (body[middle] ?? 0) ^ 1;
    await this.objects.put(key, body, "any");
  }

  async cutOff(key: string): Promise<void> {
    const body = await this.bytesOf(key);
    await this.objects.put(key, body.subarray(0, body.length / 2), "any");
  }

  async deleteAll(prefix: string): Promise<void> {
    for (const key of await this.keys(prefix)) await this.objects.delete(key);
  }

  async keys(prefix: string): Promise<string[]> {
    const listed = await this.objects.list(prefix);
    return listed.outcome === "listed" ? listed.keys : [];
  }

  async bytesOf(key: string): Promise<Uint8Array> {
    const got = await this.objects.get(key);
    if (got.outcome !== "found") throw new Error(`There is no ${key}`);
    return got.body;
  }
}
