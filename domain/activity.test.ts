import { expect, it } from "vitest";
import { changedFields, daysOfChange } from "./activity.ts";
import { fullJob, realJob } from "./full-job.fixture.ts";

it("names the parts of a record that differ, two levels deep", () => {
  const before = { rev: 1, business: { name: "A", phone: null }, services: [{ id: "a" }], terms: { version: "1" } };
  const after = { rev: 1, business: { name: "B", phone: null }, services: [{ id: "b" }], sample: true };
  expect(changedFields(before, after)).toEqual(["business.name", "services", "terms", "sample"]);
});

it("does not count another order of fields as a difference", () => {
  expect(changedFields({ price: { kind: "flat", cents: 1 } }, { price: { cents: 1, kind: "flat" } })).toEqual([]);
});

it("gives each day of a change once", () => {
  const days = ["2026-11-20", "2026-11-21", "2026-11-27", "2026-11-28", "2026-11-29"];
  expect(daysOfChange(realJob())).toEqual(days);
  expect(daysOfChange(realJob({ history: [...fullJob.history, ...fullJob.history] }))).toEqual(days);
});
