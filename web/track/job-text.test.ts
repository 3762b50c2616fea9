import { describe, expect, it } from "vitest";
import type { TrackedJob } from "../../http/client.ts";
import { createFormat } from "../shared/format.ts";
import { headlineOf, nextStepOf, priceNotes, progressOf } from "./job-text.ts";
import { sampleTracked } from "./tracked.sample.ts";

const format = createFormat("en-US", "America/Los_Angeles");
const say = (change: Partial<TrackedJob>, today = "2026-11-24") => {
  const job = sampleTracked(change);
  return [headlineOf(job, today, format), nextStepOf(job, today, format)]
    .map((text) => text.replaceAll(/[*\u2068\u2069]/g, ""))
    .join(" | ");
};

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
      { stage: "en_route", status: "in_progress", next: "crew_on_the_way" },
      "2026-11-27",
      "Dana is on the way | Arriving 8 AM–noon.",
    ],
    [
      { stage: "on_site", next: "fill_and_tell" },
      "2026-11-24",
      "Your trailer is on site | Fill it by Fri, Nov 27. Tell us when your trailer is full and Dana’s crew will pick it up.",
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
    [{}, "Booked [Scheduled] Ready Done"],
    [{ stage: "unscheduled" }, "[Booked] Scheduled Ready Done"],
    [{ stage: "on_site", next: "fill_and_tell" }, "Booked [On site] Ready Done"],
    [
      { status: "ready_for_pickup", stage: "ready", timeline: seen("booked", "dropped_off", "ready_for_pickup") },
      "Booked On site [Ready] Done",
    ],
    [{ status: "in_progress", stage: "on_site", can: [] }, "Booked Scheduled [Under way] Done"],
    [
      { status: "in_progress", stage: "on_site", can: [], timeline: seen("booked", "ready_for_pickup") },
      "Booked Scheduled Ready [Done]",
    ],
    [{ status: "completed", stage: "completed", can: [] }, "Booked Scheduled Under way Done"],
    [{ status: "cancelled", stage: "cancelled" }, ""],
  ])("%o", (change, expected) => expect(bar(change)).toBe(expected));
});

const notes = (change: object) => priceNotes({ ...sampleTracked().pricing, ...change }, format);
const amendment = { at: "2026-12-01T05:00:00.000Z", by: "Coastline Hauling", reason: "One ton more", from_cents: 60_000, to_cents: 65_000 }; // prettier-ignore
const line = (label: string, amount_cents: number) => ({ label, quantity: 1, unit_cents: amount_cents, amount_cents });

it("says that a price is locked only if it has not changed", () => {
  expect(notes({})).toEqual(["Price locked Nov 20"]);
  expect(notes({ amendments: [amendment] })).toEqual([
    "$600.00 → $650.00: One ton more",
    // In Los Angeles it is still Nov 30.
    "We changed the price on Nov 30",
  ]);
  const again = { ...amendment, at: "2026-12-03T20:00:00.000Z", from_cents: 65_000, to_cents: 64_000 };
  expect(notes({ amendments: [amendment, again] }).at(-1)).toBe("We changed the price on Dec 3");
});

it("lists the lines of a price if there are several", () => {
  expect(notes({ lines: [line("Sofa", 8_900), line("Fridge", 11_900)] })).toEqual([
    "1 × Sofa · $89.00",
    "1 × Fridge · $119.00",
    "Price locked Nov 20",
  ]);
});
