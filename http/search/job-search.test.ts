import { expect, test } from "vitest";
import { addDays } from "../../domain/day.ts";
import { realJob } from "../../domain/full-job.fixture.ts";
import type { Job } from "../../domain/job.ts";
import { homeDayOf } from "../../domain/job-id.ts";
import { FakeClock } from "../../test/harness/fake-clock.ts";
import { JobSearch } from "./job-search.ts";

const jobOn = (day: string): Job => realJob({ id: `${day.slice(2).replaceAll("-", "")}-7K3Q` });

/** A store whose days can be damaged, and its activity index. */
const open = () => {
  const jobs = new Map<string, Job>();
  const damaged = new Set<string>();
  const changed = new Set<string>();
  const reported: unknown[] = [];
  const reads: string[] = [];
  let failure: Error | null = null;
  const search = new JobSearch({
    clock: new FakeClock("2026-11-27T12:00:00Z"),
    report: (error) => reported.push(error),
    activity: { on: () => Promise.resolve({ homes: [...changed], acts: [], dropped: 0 }) },
    jobs: {
      async *all(homes, unreadable) {
        reads.push(homes?.from ?? "all");
        if (failure !== null) throw failure;
        for (const job of jobs.values()) {
          const home = homeDayOf(job.id);
          if (homes !== undefined && homes.from !== home) continue;
          if (damaged.has(home)) unreadable?.(home);
          else yield job;
        }
      },
    },
  });
  const put = (job: Job) => {
    jobs.set(job.id, job);
    changed.add(homeDayOf(job.id));
  };
  const find = async () => {
    const unreadable: string[] = [];
    const records = await search.find(
      () => true,
      (day) => unreadable.push(day),
    );
    return { ids: records.map(({ id }) => id), unreadable };
  };
  return { put, find, damaged, changed, reads, reported, fail: (error: Error | null) => (failure = error) };
};

test("reads every day once, then only the home days that changed", async () => {
  const { put, find, changed, reads } = open();
  put(jobOn("2026-11-01"));
  changed.clear();
  await find();
  put(jobOn("2026-11-02"));
  expect((await find()).ids).toHaveLength(2);
  expect(reads).toEqual(["all", "2026-11-02"]);
});

test("names a day that cannot be read, and reads it again at each search", async () => {
  const { put, find, damaged, changed } = open();
  const job = jobOn("2026-11-01");
  put(job);
  damaged.add("2026-11-01");
  changed.clear();
  for (let count = 0; count < 2; count += 1) expect(await find()).toEqual({ ids: [], unreadable: ["2026-11-01"] });
  damaged.clear();
  expect(await find()).toEqual({ ids: [job.id], unreadable: [] });
});

test("throws what the store throws, and reads again at the next search", async () => {
  const { put, find, fail } = open();
  put(jobOn("2026-11-01"));
  fail(new Error("unavailable"));
  await expect(find()).rejects.toThrow("unavailable");
  fail(null);
  expect((await find()).ids).toHaveLength(1);
});

test("answers with what it has while it reads very many changed days, and reports a failure of that", async () => {
  const { put, find, fail, reported } = open();
  await find();
  for (let index = 0; index < 65; index += 1) put(jobOn(addDays("2026-01-01", index)));
  fail(new Error("unavailable"));
  expect((await find()).ids).toEqual([]);
  await expect.poll(() => reported).toHaveLength(1);
  fail(null);
  await find();
  await expect.poll(async () => (await find()).ids).toHaveLength(65);
});
