import { expect, test } from "vitest";
import { flatPrice } from "../../domain/price/flat-price.fixture.ts";
import { freeze } from "../../domain/price/pricing.ts";
import { sampleSettings } from "../../domain/settings.ts";
import type { JobView } from "../../projection/job-view.ts";
import { hintsFor } from "../command/jobs/hints.ts";
import { localProblem } from "../command-error.ts";
import { fit, tabulate, widthOf } from "./table.ts";
import { showJob } from "./job-card.ts";
import { showJobs } from "./job-table.ts";
import { textContext } from "./phrases.ts";
import { showProblem } from "./problem.ts";

const customerNamed = (name: string) => ({
  name,
  contact_by: "none" as const,
  language: "en" as const,
  text_consent: null,
});

const nothingReported = {
  position: null,
  arrival_estimate: null,
  done_on: null,
  reported_at: null,
  attempt: null,
  note: null,
};
const context = textContext(sampleSettings("America/Los_Angeles"), "2026-11-27");

const job = (change: Partial<JobView> = {}): JobView => ({
  id: "261127-7K3Q",
  rev: 1,
  status: "booked",
  stage: "scheduled",
  service: { id: "trailer-15", name: "15-yard dump trailer" },
  customer: customerNamed("Mark"),
  location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
  items: [],
  pricing: freeze(flatPrice(60_000), "2026-11-20T16:00:00.000Z"),
  visits: [
    {
      id: "v1",
      kind: "service",
      day: "2026-11-27",
      window: { start: "08:00", end: "12:00" },
      crew: "crew-1",
      state: "scheduled",
      ...nothingReported,
    },
  ],
  crew: "crew-1",
  notes: null,
  link: "live",
  tracking_url: "http://localhost:4100/track/#t",
  source: "dispatch",
  created_at: "2026-11-20T16:00:00.000Z",
  updated_at: "2026-11-20T16:00:00.000Z",
  history: [
    {
      id: "w1",
      at: "2026-11-20T16:00:00.000Z",
      by: { kind: "dispatcher", name: "Ana" },
      what: "booked",
      from: null,
      to: null,
    },
  ],
  ...change,
});
const on = (day: string | null): Partial<JobView> => ({
  visits: [{ id: "v1", kind: "service", day, window: null, crew: null, state: "scheduled", ...nothingReported }],
});

test("a job card shows the link, or that it expired or was revoked", () => {
  const card = (change: Partial<JobView>) => showJob(job(change), context, { past: false });
  expect(card({})).toContain("  Link      http://localhost:4100/track/#t");
  const { tracking_url: _url, ...none } = job();
  expect(showJob({ ...none, link: "expired" }, context, { past: false })).toContain("  Link      expired");
  expect(showJob({ ...none, link: "revoked" }, context, { past: false })).toContain("  Link      revoked; ");
});

test("a card and a table show the range of an estimate, a missing price and the deposit", () => {
  const estimate = { low_cents: 18_836, high_cents: 67_548, options: [] };
  const range = job();
  Object.assign(range.pricing, { state: "estimate", total_cents: 18_836, estimate, deposit_cents: 5_000 });
  const waits = job();
  Object.assign(waits.pricing, { state: "unpriced", total_cents: 0 });
  expect(showJob(range, context, { past: false })).toContain("$188.36 to $675.48 · deposit $50");
  expect(showJobs([range], context, 100)).toContain("$188.36 to $675.48");
  expect(showJobs([waits], context, 100)).toContain("Waiting for a price");
});

test("a table groups jobs by day and aligns prices to the right", () => {
  const dear = job({ id: "261127-AAAA", customer: null });
  dear.pricing.total_cents = 123_450;
  const table = showJobs(
    [job(), dear, job({ id: "261128-BBBB", ...on("2027-01-02") }), job({ ...on(null) })],
    context,
    100,
  );
  expect(table).toBe(
    [
      "Fri, Nov 27 (today) · 2 jobs",
      "  8 AM–noon  261127-7K3Q  Booked  Mark       Soderblom Ave, San Diego  Crew 1           $600",
      "  8 AM–noon  261127-AAAA  Booked  (no name)  Soderblom Ave, San Diego  Crew 1      $1,234.50",
      "",
      "Sat, Jan 2 2027 · 1 job",
      "  Any time   261128-BBBB  Booked  Mark       Soderblom Ave, San Diego  Unassigned       $600",
      "",
      "Not scheduled · 1 job",
      "             261127-7K3Q  Booked  Mark       Soderblom Ave, San Diego  Unassigned       $600",
    ].join("\n"),
  );
});

const escapes = "\u001b]0;owned\u0007\u001b[31mRed\u001b[0m\u009b2J\u202Egnp\r\nnext";

test("control characters in stored texts do not reach the terminal", () => {
  const hostile = job({
    customer: customerNamed(escapes),
    location: { street: escapes, city: escapes, postal_code: "1" },
    notes: escapes,
    external_id: escapes,
  });
  const control = /[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/u;
  for (const text of [showJobs([hostile], context, 100), showJob(hostile, context, { past: true })])
    expect(text).not.toMatch(control);
});

test("a table is never wider than the terminal", () => {
  const long = job({
    customer: customerNamed("山田 太郎 ".repeat(12)),
    location: { street: "Long Street ".repeat(9), city: "X", postal_code: "1" },
  });
  for (const width of [80, 120]) {
    for (const line of showJobs([job(), long], context, width).split("\n"))
      expect(widthOf(line)).toBeLessThanOrEqual(width);
  }
});

test("the width of a text is counted in terminal columns", () => {
  expect(widthOf("山田")).toBe(4);
  expect(widthOf("👩‍👩‍👧 e\u0301")).toBe(4);
  expect(fit("山田太郎", 5)).toBe("山田…");
  expect(
    tabulate(
      [{}, { align: "right" }],
      [
        ["a", "1"],
        ["b", "22"],
      ],
      80,
    ),
  ).toEqual(["a   1", "b  22"]);
});

test("a card shows a revoked link, amendments of the price, and history", () => {
  const { tracking_url: _url, ...rest } = job({ link: "revoked" });
  rest.pricing.amendments.push({
    id: "a1",
    at: "2026-11-21T00:00:00.000Z",
    by: "Ana",
    reason: "Stairs",
    from_cents: 60_000,
    to_cents: 65_000,
    agreed: null,
  });
  const card = showJob(rest, context, { past: true });
  expect(card).toContain("Link      revoked");
  expect(card).toContain("$600 → $650: Stairs (Ana)");
  expect(card).toContain("Nov 20 8 AM  Booked by Ana");
});

test("a problem names the options that are wrong", () => {
  const problem = {
    ...localProblem("invalid", "Required. Too long."),
    errors: [
      { field: "/customer/name", code: "x", message: "Required." },
      { field: "/pricing/lines/0/label", code: "x", message: "Too long." },
    ],
  };
  expect(showProblem(problem, [])).toBe("Required. Too long.\n--name: Required.\n--line: Too long.");
});

test("a full window comes with the closest openings", () => {
  const problem = {
    ...localProblem("window_full", "That window is full."),
    alternatives: [{ day: "2026-11-28", start: "08:00", end: "12:00", left: 1 }],
  };
  expect(hintsFor(problem, context)).toEqual(["Closest openings:", "  Sat, Nov 28 (tomorrow), 8 AM–noon"]);
});

test("a stale change comes with the changes since the job was read", () => {
  const before = job();
  const current = job({
    history: [
      ...(before.history ?? []),
      {
        id: "w2",
        at: "2026-11-27T22:05:00.000Z",
        by: { kind: "dispatcher", name: "Ana" },
        what: "moved",
        reason: "gate",
        from: {},
        to: {},
      },
    ],
  });
  expect(hintsFor({ ...localProblem("stale", "This job has changed."), current }, context, before)).toEqual([
    "This job changed while you were working on it:\n  2:05 PM  Moved by Ana: gate\nYour change was not saved. Review the changes above and run the command again.",
  ]);
});

test("one wrong field is shown with its option; several follow the detail", () => {
  const phone = { field: "/customer/phone", code: "phone", message: "Not a phone number." };
  const day = { field: "/day", code: "past", message: "That day has passed." };
  const problem = localProblem("invalid", "Not a phone number.");
  expect(showProblem({ ...problem, errors: [phone] }, [])).toBe("--phone: Not a phone number.");
  expect(showProblem({ ...problem, detail: "Two fields are wrong.", errors: [phone, day] }, ["Check them."])).toBe(
    "Two fields are wrong.\n--phone: Not a phone number.\n--day: That day has passed.\nCheck them.",
  );
});
