import { expect, test } from "vitest";
import { addDays, type Day } from "../../domain/day.ts";
import { realJob } from "../../domain/full-job.fixture.ts";
import type { Job } from "../../domain/job.ts";
import { homeDayOf } from "../../domain/job-id.ts";
import { UnreadableDocument } from "../../store/job-store.ts";
import { FakeClock } from "../../test/harness/fake-clock.ts";
import { JobSearch } from "./job-search.ts";
import { recordOf } from "./search-record.ts";

/** A job of this home day, with a visit there or on another day. */
const jobOn = (home: Day, visited: Day = home, status: Job["status"] = "booked"): Job => {
  const job = realJob({ id: `${home.slice(2).replaceAll("-", "")}-7K3Q`, status });
  return { ...job, visits: job.visits.slice(0, 1).map((visit) => ({ ...visit, day: visited, state: "scheduled" })) };
};

/** A store whose days can be damaged, and its activity index. */
const open = (stored: readonly Job[] = []) => {
  const jobs = new Map(stored.map((job) => [job.id, job]));
  const damaged = new Set<Day>();
  const changed = new Set<Day>();
  const reported: unknown[] = [];
  const reads: Day[] = [];
  let failure: Error | null = null;
  const visits = ({ visits: all, status }: Job, on: Day) => status !== "cancelled" && all.some(({ day }) => day === on);
  const search = new JobSearch({
    clock: new FakeClock("2026-11-27T12:00:00Z"),
    report: (error) => reported.push(error),
    activity: { on: () => Promise.resolve({ homes: [...changed], acts: [], dropped: 0 }) },
    jobs: {
      listDays: async () => {
        const all = [...jobs.values()].flatMap((job) => [
          homeDayOf(job.id),
          ...job.visits.flatMap(({ day }) => day ?? []),
        ]);
        return [...new Set(all)].toSorted();
      },
      readDay: async (day) => {
        reads.push(day);
        if (failure !== null) throw failure;
        if (damaged.has(day)) throw new UnreadableDocument(`days/${day}`, new Error("damaged"));
        const all = [...jobs.values()];
        const homes = all.filter((job) => visits(job, day)).map(({ id }) => homeDayOf(id));
        return { jobs: all.filter(({ id }) => homeDayOf(id) === day), homes: homes.filter((home) => home !== day) };
      },
    },
  });
  const put = (job: Job) => {
    jobs.set(job.id, job);
    changed.add(homeDayOf(job.id));
  };
  /** Asks for the newest `most` jobs. */
  const find = async ({ most = Infinity, current = [] as Job[], after = undefined as string | undefined } = {}) => {
    const unreadable: Day[] = [];
    const ids: string[] = [];
    const found = search.newest(() => true, {
      current: current.map(recordOf),
      after,
      unreadable: (day) => unreadable.push(day),
    });
    for await (const { id } of found) if (ids.push(id) >= most) break;
    return { ids, unreadable: [...new Set(unreadable)] };
  };
  return { search, put, find, damaged, changed, reads, reported, fail: (error: Error | null) => (failure = error) };
};

/** A year of jobs, one a day, newest first. */
const year = Array.from({ length: 365 }, (_, ago) => jobOn(addDays("2026-11-27", -ago)));
const ids = (jobs: readonly Job[]) => jobs.map(({ id }) => id);

test("the first search of a process reads no more days than it needs for the newest jobs", async () => {
  const { find, reads } = open(year);
  expect((await find({ most: 10 })).ids).toEqual(ids(year.slice(0, 10)));
  expect(reads).toHaveLength(16);
  expect((await find({ most: 16 })).ids).toEqual(ids(year.slice(0, 16)));
  expect(reads).toHaveLength(16);
  expect((await find({ most: 17 })).ids).toEqual(ids(year.slice(0, 17)));
  expect(reads).toHaveLength(32);
});

test("jobs that the caller has read already need no day of their own", async () => {
  const { find, reads } = open(year);
  const soon = [jobOn("2026-12-24"), jobOn("2026-12-23")];
  expect((await find({ most: 2, current: soon })).ids).toEqual(ids(soon));
  expect(reads).toEqual([]);
});

test("a search that finds nothing reads every day, once in a process", async () => {
  const { find, reads } = open(year);
  expect((await find()).ids).toEqual(ids(year));
  expect(reads.toSorted()).toEqual(year.map(({ id }) => homeDayOf(id)).toReversed());
  await find();
  expect(reads).toHaveLength(365);
});

test("reading ahead leaves no day for the first search", async () => {
  const { search, find, reads } = open(year);
  await search.readAhead();
  expect(reads).toHaveLength(16);
  for (let count = 1; count < 30; count += 1) await search.readAhead();
  expect(reads).toHaveLength(365);
  expect((await find()).ids).toEqual(ids(year));
  expect(reads).toHaveLength(365);
});

test("a job comes at its visit's day, though its home day is much older", async () => {
  const moved = jobOn("2025-01-15", "2026-11-20");
  const { find, reads } = open([...year, moved]);
  const expected = ids([...year.slice(0, 8), moved, ...year.slice(8)]);
  expect((await find({ most: 10 })).ids).toEqual(expected.slice(0, 10));
  expect(reads).toHaveLength(17);
});

test("a cancelled job that had moved comes at its home day, where a search finds it", async () => {
  const cancelled = jobOn("2025-01-15", "2026-11-20", "cancelled");
  const { find } = open([...year, cancelled]);
  expect((await find()).ids).toEqual([...ids(year), cancelled.id]);
});

test("a search goes on after a place, though the days were read in another order", async () => {
  const { find } = open(year);
  const tenth = year[9];
  const after = tenth === undefined ? undefined : recordOf(tenth).age;
  expect((await find({ most: 10, after })).ids).toEqual(ids(year.slice(10, 20)));
});

test("reads the home days that changed, also before it read all the others", async () => {
  const { put, find, changed, reads } = open(year);
  await find({ most: 1 });
  reads.length = 0;
  put(jobOn("2026-02-01", "2026-11-28"));
  expect((await find({ most: 1 })).ids).toEqual(["260201-7K3Q"]);
  expect(reads).toEqual(["2026-02-01"]);
  changed.clear();
});

test("names a day that cannot be read, and reads it again at each search", async () => {
  const job = jobOn("2026-11-01");
  const { find, damaged } = open([job]);
  damaged.add("2026-11-01");
  for (let count = 0; count < 2; count += 1) expect(await find()).toEqual({ ids: [], unreadable: ["2026-11-01"] });
  damaged.clear();
  expect(await find()).toEqual({ ids: [job.id], unreadable: [] });
});

test("throws what the store throws, and reads again at the next search", async () => {
  const { find, fail } = open([jobOn("2026-11-01")]);
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
