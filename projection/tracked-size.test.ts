import { describe, expect, it } from "vitest";
import { coastline, fullJob, realJob } from "../domain/full-job.fixture.ts";
import type { HistoryEntry, Job } from "../domain/job.ts";
import type { Amendment, PendingPrice } from "../domain/price/pricing.ts";
import type { PriceLine } from "../domain/price/price-line.ts";
import { trackedJob, type TrackedJob } from "./tracked-job.ts";

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const size = (job: TrackedJob): number => Buffer.byteLength(JSON.stringify(job));
const show = (change: Partial<Job>): TrackedJob =>
  trackedJob(realJob(change), coastline(), { store: "s".repeat(32), language: "en" });

const at = "2026-11-28T18:00:00.000Z";
const lines = (count: number, label: string): PriceLine[] =>
  times(count, (index) => ({ ...fullJob.pricing.lines[0], id: `l${index + 1}`, label }));
const amendments = (count: number, reason: string): Amendment[] =>
  times(count, (index) => ({ ...fullJob.pricing.amendments[0], id: `a${index + 1}`, reason }));
const moves = (count: number): HistoryEntry[] =>
  times(count, (index) => ({
    id: `w${index}`,
    at: new Date(Date.parse(at) + index * 60_000).toISOString(),
    by: { kind: "customer", name: "Mark" },
    what: index === 0 ? "booked" : "moved",
    from: {},
    to: {},
  }));
const pending = (label: string): PendingPrice => ({
  id: "p9",
  at,
  by: "Dana",
  reason: label.repeat(2),
  lines: lines(60, label),
  total_cents: 3_600_000,
});

describe("the size of a tracked job", () => {
  it("leaves a job of ordinary size as it is", () => {
    const job = show({
      history: moves(60),
      pricing: { ...fullJob.pricing, lines: lines(20, "Mattress"), amendments: amendments(8, "Another mattress") },
    });
    expect(job.timeline).toHaveLength(60);
    expect(job.pricing.lines).toHaveLength(20);
    expect(job.pricing.amendments).toHaveLength(8);
  });

  it("leaves out the oldest entries of the timeline first, after the booking", () => {
    const job = show({ history: moves(400) });
    expect(size(job)).toBeLessThanOrEqual(16_384);
    expect(size(job)).toBeGreaterThan(16_000);
    expect(job.timeline[0]?.what).toBe("booked");
    expect(job.timeline.at(-1)?.at).toBe(moves(400).at(-1)?.at);
    expect(job.pricing.amendments).toHaveLength(1);
  });

  it("then leaves out the oldest changes of the price", () => {
    const job = show({
      history: moves(10),
      pricing: { ...fullJob.pricing, amendments: amendments(50, "x".repeat(300)) },
    });
    expect(size(job)).toBeLessThanOrEqual(16_384);
    expect(job.timeline).toHaveLength(1);
    expect(job.pricing.amendments.length).toBeGreaterThan(20);
    expect(job.pricing.amendments.at(-1)?.id).toBe("a50");
    expect(job.pricing.lines).toHaveLength(2);
  });

  it.each([
    ["Latin letters", "A very long label of a line, ".repeat(5).slice(0, 120), 60],
    // Four bytes each: even shortened labels are too long.
    ["emoji", "🚛".repeat(120), 0],
  ])("keeps the largest job within 16 KB: %s", (_name, label, shown) => {
    const visit = { ...fullJob.visits[1], attempt: undefined };
    const job = show({
      history: moves(300),
      visits: times(12, (index) => ({ ...visit, id: `v${index + 1}` })),
      status: "quoted",
      quote: { ...fullJob.quote, message: "y".repeat(1000) },
      pricing: {
        ...fullJob.pricing,
        lines: lines(60, label),
        amendments: amendments(50, "z".repeat(300)),
        pending: pending(label),
      },
    });
    expect(size(job)).toBeLessThanOrEqual(16_384);
    expect(job.timeline).toHaveLength(1);
    expect(job.pricing.amendments.map(({ id }) => id)).toEqual(["a50"]);
    expect(job.price_change).toMatchObject({ lines: [], total_cents: 3_600_000 });
    expect(job.pricing.lines).toHaveLength(shown);
    expect(job.pricing.total_cents).toBe(65_000);
    expect(job.can).toContain("approve");
  });
});
