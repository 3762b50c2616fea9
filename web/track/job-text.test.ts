import { describe, expect, it } from "vitest";
import type { TrackedJob } from "../../http/client.ts";
import { createFormat } from "../shared/format.ts";
import { headlineOf, nextStepOf, priceOf, progressOf } from "./job-text.ts";
import { sampleOnSite, sampleTracked } from "./tracked.sample.ts";

const format = createFormat("en-US", "America/Los_Angeles");
const say = (change: Partial<TrackedJob>, today = "2026-11-24") => {
  const job = sampleTracked(change);
  return [headlineOf(job, today, format), nextStepOf(job, today, format)]
    .map((text) => text.replaceAll(/[*\u2068\u2069]/g, ""))
    .join(" | ");
};

const quote = { version: 1, valid_until: "2026-12-10", message: null };

describe("the headline and the next step", () => {
  it.each<[Partial<TrackedJob>, string, string]>([
    [{}, "2026-11-24", "We’re coming Fri, Nov 27 | Expect Dana’s crew 8 AM–noon."],
    [{}, "2026-11-26", "We’re coming tomorrow | Expect Dana’s crew 8 AM–noon."],
    [{ window: null, crew_first_name: null }, "2026-11-27", "We’re coming today | Expect us any time that day."],
    [{}, "2026-11-28", "We’re running late | Sorry. Call us for the new time."],
    [
      { stage: "unscheduled", next: "schedule", day: null, window: null },
      "2026-11-24",
      "You’re booked | Choose a day below, or we’ll call you to set one.",
    ],
    [
      {
        stage: "en_route",
        status: "in_progress",
        next: "crew_on_the_way",
        arrival_estimate: "2026-11-27T18:40:00.000Z",
      },
      "2026-11-27",
      "Dana is on the way | Around 10:40 AM.",
    ],
    [
      { stage: "en_route", status: "in_progress", next: "crew_on_the_way" },
      "2026-11-27",
      "Dana is on the way | Arriving 8 AM–noon.",
    ],
    [
      sampleOnSite(),
      "2026-12-03",
      "Your trailer is here | Fill it up. Tell us when you’re ready and we’ll come get it.",
    ],
    [
      sampleOnSite(),
      "2026-12-04",
      "Your trailer is due back today | Fill it up. Tell us when you’re ready and we’ll come get it.",
    ],
    [
      sampleOnSite(),
      "2026-12-06",
      "Your trailer was due Fri, Dec 4 | Tell us when it’s ready, or keep it longer. It’s $25 a day until we have it back.",
    ],
    [
      sampleOnSite({ day: "2026-12-02", window: { start: "08:00", end: "12:00" } }),
      "2026-12-01",
      "Your trailer is here | Have it loaded. We’ll pick it up Wed, Dec 2, 8 AM–noon.",
    ],
    [
      sampleOnSite({ visits: [{ kind: "swap", day: null, window: null, state: "scheduled" }] }),
      "2026-12-01",
      "Your trailer is here | We’ll call you with a day for the swap.",
    ],
    [
      { stage: "requested", status: "requested", next: "wait_for_quote" },
      "2026-11-24",
      "We have your request | We’ll look at it and put the price here. Nothing is booked yet.",
    ],
    [
      { stage: "quoted", status: "quoted", next: "answer_quote", quote },
      "2026-12-10",
      "Your quote is ready | Good through Thu, Dec 10. Approve it and choose a time.",
    ],
    [
      { stage: "quoted", status: "quoted", next: "answer_quote", quote },
      "2026-12-11",
      "This quote has expired | Call us, and we’ll send you a new one.",
    ],
    [
      { price_change: { id: "p1", reason: "More than half a truck", lines: [], total_cents: 70_000 } },
      "2026-11-27",
      "We need your yes on a new price | More than half a truck",
    ],
    [
      { stage: "on_site", status: "in_progress", next: "crew_working" },
      "2026-11-27",
      "The crew is at work | Dana is loading now.",
    ],
    [
      { stage: "ready", status: "ready_for_pickup", next: "collect_soon" },
      "2026-11-24",
      "You’re ready for pickup | We’ll pick it up Fri, Nov 27, 8 AM–noon.",
    ],
    [
      { stage: "ready", status: "ready_for_pickup", next: "collect_soon", day: null },
      "2026-11-24",
      "You’re ready for pickup | We usually pick up the next working day.",
    ],
    [
      { stage: "attempted", status: "ready_for_pickup", next: "new_time" },
      "2026-11-27",
      "We couldn’t finish the job | Choose a new time, or call us.",
    ],
    [
      { stage: "completed", status: "completed", next: "nothing" },
      "2026-11-28",
      "All done | Thanks for hauling with us.",
    ],
    [
      { stage: "cancelled", status: "cancelled", next: "nothing" },
      "2026-11-24",
      "This job is cancelled | We won’t come. If that’s a mistake, call us.",
    ],
  ])("%o on %s", (change, today, expected) => expect(say(change, today)).toBe(expected));
});

const bar = (change: Partial<TrackedJob>) =>
  progressOf(sampleTracked(change))
    .map(({ label, at }) => (at === "now" ? `[${label}]` : label))
    .join(" ");
const seen = (...whats: string[]) => whats.map((what) => ({ at: "", what }));

describe("the progress bar", () => {
  it.each<[Partial<TrackedJob>, string]>([
    [{}, "[Booked] On site Picked up Done"],
    [sampleOnSite(), "Booked [On site] Picked up Done"],
    [
      { status: "ready_for_pickup", stage: "ready", timeline: seen("booked", "dropped_off", "ready_for_pickup") },
      "Booked [On site] Picked up Done",
    ],
    [sampleOnSite({ status: "in_progress", next: "crew_working" }), "Booked On site [Picked up] Done"],
    [{ status: "completed", stage: "completed" }, "Booked On site Picked up Done"],
    [{ rental: null }, "Booked [Scheduled] Under way Done"],
    [{ rental: null, stage: "unscheduled" }, "[Booked] Scheduled Under way Done"],
    [{ rental: null, stage: "on_site", next: "fill_and_tell" }, "Booked [On site] Ready Done"],
    [{ rental: null, status: "ready_for_pickup", stage: "ready" }, "Booked Scheduled [Ready] Done"],
    [{ rental: null, status: "in_progress", stage: "on_site" }, "Booked Scheduled [Under way] Done"],
    [
      { rental: null, status: "in_progress", stage: "on_site", timeline: seen("booked", "ready_for_pickup") },
      "Booked Scheduled Ready [Done]",
    ],
    [{ rental: null, status: "completed", stage: "completed" }, "Booked Scheduled Under way Done"],
    [{ status: "requested", stage: "requested" }, "[Requested] Quoted Booked Done"],
    [{ status: "quoted", stage: "quoted" }, "Requested [Quoted] Booked Done"],
    [{ status: "cancelled", stage: "cancelled" }, ""],
  ])("%o", (change, expected) => expect(bar(change)).toBe(expected));
});

const price = (change: Partial<TrackedJob["pricing"]>) => priceOf({ ...sampleTracked().pricing, ...change }, format);

it("says a price in one line: an amount, a range, or that it is not set yet, and never $0 for a price to come", () => {
  expect(price({})).toBe("$600.00 flat");
  expect(price({ kind: "itemized" })).toBe("$600.00");
  expect(price({ state: "estimate", estimate: { low_cents: 18_836, high_cents: 67_548, options: [] } })).toBe(
    "$188.36–$675.48",
  );
  expect(price({ state: "unpriced", total_cents: 0 })).toBe("Waiting for a price");
});
