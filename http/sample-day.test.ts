import { describe, expect, it } from "vitest";
import type { Job } from "../domain/job.ts";
import { openView, revOf } from "../domain/sealed-view.ts";
import { tokenSecrets } from "../domain/token.ts";
import {
  at,
  createTestApp,
  crewOne,
  freshKey,
  goodBooking,
  owner,
  textAt,
  type TestApp,
} from "../test/harness/test-app.ts";

const today = "2026-11-24";
const add = (app: TestApp, key?: string) =>
  app.call("POST", "/api/v1/sample-day", { as: owner, headers: key === undefined ? {} : { "idempotency-key": key } });
const remove = (app: TestApp) => app.call("DELETE", "/api/v1/sample-day", { as: owner });
const board = async (app: TestApp, as = owner) => (await app.call("GET", "/api/v1/board", { as })).body;
const jobsOf = async (app: TestApp): Promise<Job[]> => {
  const jobs: Job[] = [];
  for await (const job of app.services.jobs.all()) jobs.push(job);
  return jobs;
};
const everyKey = async (store: TestApp["objects"]): Promise<string[]> => {
  const listed = await store.list("");
  return listed.outcome === "listed" ? listed.keys.filter((key) => !key.startsWith("keys/")) : [];
};

describe("a sample day", () => {
  it("puts marked jobs on the board of today, and the counts leave them out", async () => {
    const app = await createTestApp();
    const added = await add(app);
    expect([added.status, added.body]).toEqual([201, { made_on: today, jobs: 14 }]);
    const shown = await board(app);
    expect(at(shown, "sample")).toBe(true);
    const none = {
      visits: 0,
      done: 0,
      unassigned: 0,
      unscheduled: 0,
      ready: 0,
      late: 0,
      requests: 0,
      out: 0,
      attention: 0,
    };
    expect(at(shown, "counts")).toEqual(none);
    const jobs = await jobsOf(app);
    expect(jobs).toHaveLength(14);
    expect(jobs.every(({ sample }) => sample === true)).toBe(true);
    expect(app.faults).toEqual([]);
    const listed = (await app.call("GET", "/api/v1/jobs", { as: owner })).body;
    expect(at(listed, "items", "0", "sample")).toBe(true);
    expect(at(await board(app, crewOne), "sample")).toBe(true);
  });

  it("uses no openings", async () => {
    const app = await createTestApp({
      settings: (now) => ({ ...now, hours: { ...now.hours, wed: [{ start: "08:00", end: "12:00", capacity: 1 }] } }),
    });
    const free = async () =>
      (await app.call("GET", `/api/v1/availability?service=trailer-15&from=${today}&to=2026-11-30`)).text;
    const before = await free();
    await add(app);
    expect(await free()).toBe(before);
    const booked = await app.call("POST", "/api/v1/bookings", {
      headers: { "idempotency-key": freshKey() },
      body: { ...goodBooking, day: "2026-11-25" },
    });
    expect(booked.status).toBe(201);
    // The job of a real customer is counted.
    expect(at((await app.call("GET", "/api/v1/board?day=2026-11-25", { as: owner })).body, "counts", "visits")).toBe(1);
  });

  it("is created once for repeated and simultaneous requests", async () => {
    const app = await createTestApp();
    const answers = await Promise.all([add(app), add(app), add(app)]);
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(["200", "200", "201"]);
    expect((await add(app)).status).toBe(200);
    expect(await jobsOf(app)).toHaveLength(14);
  });

  it("gives the same response for the same key, marked as a replay", async () => {
    const app = await createTestApp();
    const key = freshKey();
    const first = await add(app, key);
    const again = await add(app, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(first.headers.get("idempotency-replayed")).toBeNull();
  });

  it("is removed completely with its tracking links, even if its jobs were changed", async () => {
    const app = await createTestApp();
    const before = await everyKey(app.objects);
    await app.call("POST", "/api/v1/jobs", {
      as: owner,
      body: { service: "trailer-15", customer: { name: "Mark" }, location: goodBooking.location },
    });
    await add(app);
    const jobs = await jobsOf(app);
    const samples = jobs.filter(({ sample }) => sample === true);
    for (const job of samples) expect((await tracked(app, job)).status).toBe(200);
    // Sample jobs that were moved, renamed, cancelled, given a new link or undone.
    const [one, two, three, four] = samples.filter(({ status }) => status === "booked");
    const patch = (job: Job | undefined, body: object) =>
      app.call("PATCH", `/api/v1/jobs/${job?.id}`, { as: owner, body, headers: { "if-match": `"${job?.rev}"` } });
    const window = { start: "08:00", end: "12:00" };
    expect((await patch(one, { day: "2026-12-04", window, crew: "crew-1" })).status).toBe(200);
    expect((await patch(two, { customer: { name: "Changed" } })).status).toBe(200);
    await app.call("POST", `/api/v1/jobs/${three?.id}/status`, {
      as: owner,
      body: { status: "cancelled", reason: "Trying it out" },
    });
    const replaced = await app.call("POST", `/api/v1/jobs/${four?.id}/link`, {
      as: owner,
      body: { action: "replace" },
    });
    expect((await remove(app)).body).toEqual({ removed: 14 });
    expect(await jobsOf(app)).toHaveLength(1);
    expect(at(await board(app), "sample")).toBeUndefined();
    expect(at(await board(app), "lanes", "0", "visits")).toEqual([]);
    for (const job of samples) expect((await tracked(app, job)).status).toBe(404);
    const newest = textAt(replaced.body, "tracking_token");
    expect((await app.call("GET", "/api/v1/tracking", bearer(newest))).status).toBe(404);
    for (const job of samples) {
      const view = await app.publicObjects.get(`t/${(await tokenSecrets(job.tracking_token)).lookup}`);
      if (view.outcome !== "found") throw new Error(view.outcome);
      // A tombstone has a later revision, and the token does not open it.
      const body = new Uint8Array(view.body);
      expect(revOf(body)).toBeGreaterThan(job.rev);
      expect(await openView(job.tracking_token, body)).toBeNull();
    }
    await app.services.jobs.drain();
    // A due marker goes when its hour is over.
    app.clock.advance({ hours: 1 });
    await app.services.jobs.sweep();
    await app.services.jobs.drain();
    const left = (await everyKey(app.objects)).filter((key) => !before.includes(key));
    expect(left.filter((key) => key.startsWith("tokens/"))).toEqual([]);
    expect(left.filter((key) => key.startsWith("due/"))).toEqual([]);
    expect(app.faults).toEqual([]);
  });

  it("can be removed twice and added again", async () => {
    const app = await createTestApp();
    expect((await remove(app)).body).toEqual({ removed: 0 });
    const key = freshKey();
    await add(app, key);
    await remove(app);
    expect((await remove(app)).body).toEqual({ removed: 0 });
    expect((await add(app, key)).status).toBe(201);
    const jobs = await jobsOf(app);
    expect(jobs).toHaveLength(14);
    for (const job of jobs) expect((await tracked(app, job)).status).toBe(200);
  });

  it("that was interrupted is finished by the next request, or removed", async () => {
    for (const next of ["finish", "remove"] as const) {
      const app = await createTestApp();
      let left = 5;
      const { create } = app.services.jobs;
      app.services.jobs.create = (creation) => {
        left -= 1;
        return left < 0 ? Promise.reject(new Error("The plug was pulled")) : create.call(app.services.jobs, creation);
      };
      expect((await add(app)).status).toBe(500);
      app.services.jobs.create = create;
      if (next === "finish") expect((await add(app)).body).toEqual({ made_on: today, jobs: 14 });
      else expect(at((await remove(app)).body, "removed")).toBe(5);
      expect(await jobsOf(app)).toHaveLength(next === "finish" ? 14 : 0);
    }
  });

  it("is not part of the settings, which can be saved as they were read", async () => {
    const app = await createTestApp();
    await add(app);
    const read = await app.call("GET", "/api/v1/settings", { as: owner });
    expect(at(read.body, "sample_day")).toBeUndefined();
    const { rev, crews: _crews, ...settings } = read.body as { rev: number; crews: object };
    const saved = await app.call("PUT", "/api/v1/settings", {
      as: owner,
      body: { ...settings, closed_days: ["2026-12-25"] },
      headers: { "if-match": `"${rev}"` },
    });
    expect(saved.status).toBe(200);
    expect((await remove(app)).body).toEqual({ removed: 14 });
  });
});

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const tracked = (app: TestApp, { tracking_token: token }: Job) => app.call("GET", "/api/v1/tracking", bearer(token));
