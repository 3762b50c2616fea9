import { describe, expect, test } from "vitest";
import { withVisit, type VisitChange } from "../history.ts";
import type { Job } from "../job.ts";
import { marksJob } from "../job.fixture.ts";
import { deliveredJob } from "../rented-job.fixture.ts";
import type { Condition, Facts } from "./event.ts";
import { stands } from "./stands.ts";

const job = marksJob();
const [first] = job.visits;
if (first === undefined) throw new Error("A job has a visit");
const { id, day, window } = first;
const visit = { id, day, window };
const about = (condition: Condition, facts?: Facts) => ({
  visit,
  while: condition,
  cause: "w0",
  ...(facts && { facts }),
});
const holds = (of: Job, condition: Condition, facts?: Facts): boolean => stands(of, about(condition, facts), 0);
const visiting = (change: VisitChange): Job => ({ ...job, visits: withVisit(job.visits, id, change) });

describe("a message about the next visit stands", () => {
  test("while it has the same day and window", () => {
    expect(holds(job, "same_visit")).toBe(true);
    expect(holds(visiting({ day: "2026-11-28" }), "same_visit")).toBe(false);
    expect(holds(visiting({ window: { start: "12:00", end: "16:00" } }), "same_visit")).toBe(false);
    expect(holds(visiting({ window: null }), "same_visit")).toBe(false);
  });

  test("while it is not done and the job is open", () => {
    expect(holds(visiting({ state: "done" }), "same_visit")).toBe(false);
    expect(holds({ ...job, status: "cancelled" }, "same_visit")).toBe(false);
    expect(holds({ ...job, status: "completed" }, "same_visit")).toBe(false);
  });

  test("as a reminder only until the crew leaves", () => {
    expect(holds(job, "visit_scheduled")).toBe(true);
    expect(holds(visiting({ state: "en_route" }), "visit_scheduled")).toBe(false);
    expect(holds(visiting({ state: "en_route" }), "same_visit")).toBe(true);
  });
});

describe("a message about a crew's report stands", () => {
  test("while the crew is on its way", () => {
    expect(holds(visiting({ state: "en_route" }), "still_en_route")).toBe(true);
    expect(holds(job, "still_en_route")).toBe(false);
    expect(holds(visiting({ state: "on_site" }), "still_en_route")).toBe(false);
  });

  test("while the estimate is the same and the crew is not there", () => {
    const estimate = "2026-11-27T21:00:00.000Z";
    const late = visiting({ arrival_estimate: estimate });
    expect(holds(late, "estimate_unchanged", { estimate })).toBe(true);
    expect(holds(job, "estimate_unchanged", { estimate })).toBe(false);
    expect(holds(visiting({ arrival_estimate: estimate, state: "on_site" }), "estimate_unchanged", { estimate })).toBe(
      false,
    );
  });

  test("while the visit is attempted and has no newer day", () => {
    expect(holds(visiting({ state: "attempted" }), "still_attempted")).toBe(true);
    expect(holds(visiting({ state: "attempted", day: "2026-11-30" }), "still_attempted")).toBe(false);
    expect(holds(job, "still_attempted")).toBe(false);
  });

  test("while the delivery is done", () => {
    expect(holds(visiting({ state: "done" }), "delivery_still_done")).toBe(true);
    expect(holds(job, "delivery_still_done")).toBe(false);
  });
});

test("a message about a status stands in that status", () => {
  const statuses = ["requested", "quoted", "booked", "completed", "cancelled"] as const;
  const where = (condition: Condition): string[] => statuses.filter((status) => holds({ ...job, status }, condition));
  expect(where("still_requested")).toEqual(["requested"]);
  expect(where("still_quoted")).toEqual(["quoted"]);
  expect(where("still_completed")).toEqual(["completed"]);
  expect(where("still_cancelled")).toEqual(["cancelled"]);
  expect(where("deposit_still_open")).toEqual([]);
  expect(where("none")).toEqual([...statuses]);
  expect(holds(visiting({ day: null, window: null }), "still_requested")).toBe(true);
});

test("a message about a quote or a price stands for that version", () => {
  const quote = { version: 2, sent_at: "2026-11-20T10:00:00.000Z", valid_until: "2026-12-01", message: null };
  const quoted: Job = { ...job, status: "quoted", quote };
  expect(holds(quoted, "still_quoted", { quote: 2 })).toBe(true);
  expect(holds(quoted, "still_quoted", { quote: 1 })).toBe(false);
  const pending = { id: "p1", at: quote.sent_at, by: "Dana", reason: "More", lines: [], total_cents: 2 };
  const waiting: Job = { ...job, pricing: { ...job.pricing, pending } };
  expect(holds(waiting, "price_still_waiting", { price: "p1" })).toBe(true);
  expect(holds(waiting, "price_still_waiting", { price: "p2" })).toBe(false);
  expect(holds(job, "price_still_waiting", { price: "p1" })).toBe(false);
  const deposit: Job = { ...job, pricing: { ...job.pricing, deposit_cents: 5_000 } };
  expect(holds(deposit, "deposit_still_open")).toBe(true);
});

describe("a message about a rental stands", () => {
  // Delivered on Dec 1 for seven days, and day 1 is the day after.
  const out = deliveredJob();
  const [period] = out.equipment ?? [];
  const facts = { period: period?.id ?? "", end: "2026-12-08" };

  test("while the unit is on site until the same day", () => {
    for (const condition of ["still_on_site_not_ready", "still_on_site_past_end"] as const) {
      expect(holds(out, condition, facts)).toBe(true);
      expect(holds(out, condition, { ...facts, end: "2026-12-09" })).toBe(false);
      expect(holds({ ...out, visits: out.visits.map((one) => ({ ...one, state: "done" })) }, condition, facts)).toBe(
        false,
      );
      expect(holds({ ...out, status: "cancelled" }, condition, facts)).toBe(false);
      expect(holds(job, condition, facts)).toBe(false);
    }
  });

  test("about its last day only until the customer says that it is ready", () => {
    const equipment = out.equipment?.map((one) => ({ ...one, ready_on: "2026-12-05" })) ?? [];
    expect(holds({ ...out, equipment }, "still_on_site_not_ready", facts)).toBe(false);
    expect(holds({ ...out, equipment }, "still_on_site_past_end", facts)).toBe(true);
  });
});

test("what the job cannot tell stands here, because the sender decides it", () => {
  expect(holds(job, "still_needs_reply")).toBe(true);
  expect(holds(job, "something_parked")).toBe(true);
});
