import { describe, expect, it } from "vitest";
import type { TrackedJob } from "../../http/client.ts";
import { createFormat } from "../shared/format.ts";
import { answerOf, nextOf, stepsOf } from "./answer.ts";
import { sampleTracked } from "./tracked.sample.ts";

const format = createFormat("en-US", "America/Los_Angeles");
const say = (change: Partial<TrackedJob>, today = "2026-11-24") => {
  const job = sampleTracked(change);
  return [answerOf(job, today, format), nextOf(job, today, format)]
    .map((text) => text.replaceAll(/[*\u2068\u2069]/g, ""))
    .join(" | ");
};

describe("the answer and what comes next", () => {
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
  stepsOf(sampleTracked(change))
    .map(({ label, at }) => (at === "now" ? `[${label}]` : label))
    .join(" ");
const seen = (...whats: string[]) => whats.map((what) => ({ at: "", what }));

describe("the bar", () => {
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
