import { expect, test } from "vitest";
import { realJob } from "./full-job.fixture.ts";
import { atRevision, undo } from "./history.ts";
import type { OldPricing } from "./price/stored-pricing.ts";
import { readStoredFields, readStoredJob } from "./stored-job.ts";

const line = { label: "Trailer", quantity: 1, unit_cents: 60_000, amount_cents: 60_000 };
const old: OldPricing = {
  kind: "flat",
  currency: "USD",
  total_cents: 60_000,
  lines: [line],
  frozen_at: "2026-11-20T10:00:00.000Z",
  amendments: [],
};

test("a job of an older version has its price in the present shape", () => {
  const stored = { ...realJob(), pricing: old };
  expect(readStoredJob(stored).pricing).toMatchObject({
    state: "firm",
    total_cents: 60_000,
    lines: [{ kind: "base" }],
  });
  const job = realJob();
  expect(readStoredJob(job)).toBe(job);
});

test("history brings back a price of an older version in the present shape", () => {
  const job = realJob();
  const [begun, ...others] = job.history;
  const last = others.at(-1);
  if (begun === undefined || last === undefined) throw new RangeError("The job has a history");
  // A history entry of an older version has the price as that version stored it.
  const priced = JSON.parse(JSON.stringify({ ...last, from: { pricing: old }, to: {} })) as typeof last;
  const amended = { ...job, history: [begun, ...others.slice(0, -1), priced] };
  expect(undo(amended).next.pricing).toMatchObject({ state: "firm", total_cents: 60_000, pending: null });
  expect(atRevision(amended, job.rev - 1).pricing).toMatchObject({ state: "firm", total_cents: 60_000 });
});

test("equipment that an earlier version named in a visit is a rental period", () => {
  const visit = { window: null, crew: null, state: "scheduled" } as const;
  const visits = [
    { ...visit, id: "v1", kind: "drop_off", day: "2026-12-07", hold: { resource: "trailer-15", until: "2026-12-14" } },
    { ...visit, id: "v2", kind: "pickup", day: "2026-12-15" },
  ] as const;
  const read = readStoredFields({ visits: [...visits] });
  expect(read.visits).toEqual([
    { ...visit, id: "v1", kind: "drop_off", day: "2026-12-07" },
    { ...visit, id: "v2", kind: "pickup", day: "2026-12-15" },
  ]);
  expect(read.equipment).toMatchObject([
    {
      type: "trailer-15",
      from: "2026-12-07",
      until: "2026-12-14",
      delivered_by: "v1",
      removed_by: "v2",
      allowed_days: 7,
    },
  ]);
  expect(readStoredFields({ visits: [visits[1]] })).toEqual({ visits: [visits[1]] });
});
