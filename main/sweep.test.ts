import { expect, it } from "vitest";
import { createTestApp } from "../test/harness/test-app.ts";
import { sweep } from "./sweep.ts";

it("removes expired sessions and old activity, once an hour", async () => {
  const app = await createTestApp();
  let published = 0;
  const publish = () => Promise.resolve(void (published += 1));
  await app.signIn("owner");
  await app.services.activity.append({
    id: "a1",
    at: "2026-11-24T17:00:00.000Z",
    by: { kind: "dispatcher", name: "Ana" },
    what: "signed_in",
  });
  const left = async () => [
    (await app.services.people.sessions()).length,
    (await app.services.activity.on("2026-11-24")).acts.length,
  ];
  // The clock is on the hour.
  app.clock.advance({ days: 40 });
  await sweep(app.services, [publish]);
  expect(await left()).toEqual([1, 1]);
  expect(published).toBe(0);
  app.clock.advance({ minutes: 17 });
  await sweep(app.services, [publish]);
  expect(await left()).toEqual([0, 1]);
  expect(published).toBe(1);
  app.clock.advance({ days: 54 });
  await sweep(app.services, [publish]);
  expect(await left()).toEqual([0, 0]);
  expect(app.faults).toEqual([]);
});

it("sweeps the jobs even if other cleanup fails, and reports the failure", async () => {
  const app = await createTestApp();
  let swept = 0;
  const publish = () => Promise.reject(new Error("bucket is away"));
  app.services.jobs.sweep = () => Promise.resolve(void (swept += 1));
  app.services.people.sweepSessions = () => Promise.reject(new Error("out of reach"));
  for (let minute = 0; minute < 60; minute += 1) {
    await sweep(app.services, [publish]);
    app.clock.advance({ minutes: 1 });
  }
  expect(swept).toBe(60);
  expect(app.faults.map(String)).toEqual(["Error: bucket is away", "Error: out of reach"]);
});
