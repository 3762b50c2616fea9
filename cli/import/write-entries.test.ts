import { expect, test } from "vitest";
import type { Job } from "../../domain/job.ts";
import { DomainError } from "../../domain/domain-error.ts";
import { readSeedJob } from "../../domain/seed-job.ts";
import { sampleSettings } from "../../domain/settings.ts";
import type { Creation, JobStore } from "../../store/job-store.ts";
import { createTestApp } from "../../test/harness/test-app.ts";
import type { Entry } from "./check-entries.ts";
import { writeEntries } from "./write-entries.ts";

const token = "qL3vN8xT1bR6yU0cK5mZ9aW2eH7jP4sD";
const window = { start: "08:00", end: "12:00" };
const entry = (change: object): Entry => ({
  index: 7,
  homeDay: "2026-11-20",
  seed: readSeedJob(
    {
      id: "job-1",
      tracking_token: token,
      location: "1 Elm St, San Diego, CA 92122",
      status: "booked",
      pricing: { type: "flat", amount: 600 },
      created: "2026-11-20T18:00:00Z",
      visits: [{ id: "v1", kind: "service", day: "2026-11-27", window, state: "scheduled" }],
      ...change,
    },
    { currency: "USD", digits: () => 2, zone: "America/Los_Angeles", today: "2026-11-20" },
  ),
});

/** A store in which another process takes the last opening just before each job with a window is created. */
const openFullStore = async () => {
  const { services } = await createTestApp();
  const { jobs } = services;
  const create = async (creation: Creation) =>
    await jobs.create({
      ...creation,
      draft: (identity, stamp) => {
        const job = creation.draft(identity, stamp);
        if (job.visits.some((visit) => visit.window !== null)) throw new DomainError("window_full", "It is full.");
        return job;
      },
    });
  const full = withCreate(jobs, create);
  const write = (entries: Entry[]) =>
    writeEntries(entries, {
      services: { jobs: full, random: services.random },
      settings: sampleSettings("America/Los_Angeles"),
      by: { kind: "dispatcher", name: "Ana" },
      crewId: (crew) => crew,
      advance: () => undefined,
    });
  const all = async (): Promise<Job[]> => {
    const found: Job[] = [];
    for await (const job of jobs.all()) found.push(job);
    return found;
  };
  return { write, all };
};
const withCreate = (jobs: JobStore, create: JobStore["create"]): JobStore =>
  new Proxy(jobs, {
    get: (target, name) => {
      const value: unknown = name === "create" ? create : Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

test("writes open jobs first, so that a finished job does not take their opening", async () => {
  const { services } = await createTestApp();
  const statuses: string[] = [];
  const create = async (creation: Creation) => {
    // A slow first write lets a finished job overtake an open one, if both are written together.
    if (statuses.length === 0) await new Promise(setImmediate);
    const result = await services.jobs.create(creation);
    statuses.push(result.job.status);
    return result;
  };
  await writeEntries(
    [entry({ id: "done", tracking_token: `${token.slice(0, -1)}1`, status: "completed" }), entry({})],
    {
      services: { jobs: withCreate(services.jobs, create), random: services.random },
      settings: sampleSettings("America/Los_Angeles"),
      by: { kind: "dispatcher", name: "Ana" },
      crewId: (crew) => crew,
      advance: () => undefined,
    },
  );
  expect(statuses).toEqual(["booked", "completed"]);
});

test("refuses an open job whose opening was taken, and names its position in the file", async () => {
  const { write, all } = await openFullStore();
  expect(await write([entry({})])).toEqual({
    imported: 0,
    skipped: 0,
    refused: [{ index: 7, code: "window_full", message: "It is full." }],
    new_links: 0,
  });
  expect(await all()).toEqual([]);
});

test("imports a finished job without its window, because it needs no opening", async () => {
  const { write, all } = await openFullStore();
  expect(await write([entry({ status: "completed" })])).toMatchObject({ imported: 1, refused: [] });
  expect((await all()).map(({ status, visits }) => [status, visits[0]?.day, visits[0]?.window])).toEqual([
    ["completed", "2026-11-27", null],
  ]);
});

test("matches a service by id or name without regard to case, and otherwise keeps its own name", async () => {
  const { write, all } = await openFullStore();
  const visits = [{ id: "v1", kind: "service", day: null, state: "scheduled" }];
  const of = (id: string, tracking_token: string, service: unknown) => entry({ id, tracking_token, service, visits });
  await write([
    of("a", "qL3vN8xT1bR6yU0cK5mZ9aW2eH7jP4s1", "trailer-15"),
    of("b", "qL3vN8xT1bR6yU0cK5mZ9aW2eH7jP4s2", "JUNK removal"),
    of("c", "qL3vN8xT1bR6yU0cK5mZ9aW2eH7jP4s3", "Piano moving"),
    of("d", "qL3vN8xT1bR6yU0cK5mZ9aW2eH7jP4s4", undefined),
  ]);
  const services = (await all()).map(({ external_id: id, service }) => [id, service.id, service.name]);
  expect(services.toSorted((one, other) => (String(one[0]) < String(other[0]) ? -1 : 1))).toEqual([
    ["a", "trailer-15", "15-yard dump trailer"],
    ["b", "junk-removal", "Junk removal"],
    ["c", "Piano moving", "Piano moving"],
    ["d", "imported", "Hauling"],
  ]);
});
