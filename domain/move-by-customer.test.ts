import { expect, test } from "vitest";
import { marksJob } from "./job.fixture.ts";
import { moveByCustomer } from "./move.ts";

const morning = { start: "08:00", end: "12:00" };

test("a visit that has a day is moved, though an older version kept what was once requested", () => {
  const job = marksJob();
  const visits = job.visits.map((visit) => ({ ...visit, requested: { day: "2026-11-26", window: morning } }));
  const change = moveByCustomer({ ...job, visits }, "2026-12-04", morning);
  expect(change).toMatchObject({ what: "moved", next: { visits: [{ day: "2026-12-04", window: morning }] } });
});
