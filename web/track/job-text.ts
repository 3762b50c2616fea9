import type { TrackedJob } from "../../http/client.ts";
import { dayAfter, windowText, type Format } from "../shared/format.ts";
import * as customer from "#message/customer.ts";
import * as track from "#message/track.ts";

/** The headline: the state of the job as a sentence. */
export const headlineOf = (job: TrackedJob, today: string, format: Format): string => {
  const { stage, day } = job;
  if (stage === "requested") return track.requested;
  if (stage === "quoted") return track.quoted;
  if (stage === "unscheduled") return track.youAreBooked;
  if (stage === "scheduled" && day !== null) {
    if (day < today) return track.late;
    return track.coming(day === today ? track.today : day === dayAfter(today, 1) ? track.tomorrow : format.day(day));
  }
  if (stage === "en_route") return track.enRoute(job.crew_first_name);
  if (stage === "on_site") return job.next === "fill_and_tell" ? track.onSite(job.service) : track.working;
  if (stage === "ready") return track.readyForPickup;
  if (stage === "attempted") return track.attempted;
  if (stage === "completed") return track.completed;
  return stage === "cancelled" ? track.cancelled : track.youAreBooked;
};

/** Below the headline: what happens next, in one or two sentences. */
export const nextStepOf = (job: TrackedJob, today: string, format: Format): string => {
  const { day, window, service, crew_first_name: crew } = job;
  switch (job.next) {
    case "wait_for_quote":
      return track.waitForQuote;
    case "answer_quote":
      return track.answerQuote;
    case "schedule":
      return track.scheduleNext;
    case "crew_arrives":
      if (day !== null && day < today) return track.lateNext;
      return window ? track.expect(crew, windowText(window)) : track.expectAnyTime(crew);
    case "fill_and_tell":
      return (day === null ? "" : track.fillBy(format.day(day))) + track.fill(service, crew);
    case "crew_on_the_way":
      return window ? track.arriving(windowText(window)) : track.arrivingSoon;
    case "crew_working":
      return track.workingNext(crew);
    case "collect_soon":
      return day !== null && day >= today ? track.collect(whenOf(job, format)) : track.collectSoon;
    case "new_time":
      return track.newTime;
    case "nothing":
      return job.status === "cancelled" ? track.cancelledNext : track.completedNext;
  }
  return ""; // a code that is newer than this page
};

/** `Fri, Nov 27, 8 AM–noon`. Empty if the job is not scheduled. */
export const whenOf = ({ day, window }: Pick<TrackedJob, "day" | "window">, format: Format): string =>
  day === null ? "" : window ? customer.dayAndWindow(format.day(day), windowText(window)) : format.day(day);

export interface ProgressStep {
  label: string;
  at: "past" | "now" | "ahead";
}

/** The four steps of the progress bar. Empty for a cancelled job. Step 2 is "On site" for a container, else "Scheduled". */
export const progressOf = (job: TrackedJob): ProgressStep[] => {
  if (job.stage === "cancelled") return [];
  const happened = (what: string) => job.timeline.some((entry) => entry.what === what);
  const hasContainer = job.next === "fill_and_tell" || happened("dropped_off");
  const isPickedUp = job.can.includes("ready") || job.status === "ready_for_pickup" || happened("ready_for_pickup");
  const labels = [
    track.stepBooked,
    hasContainer ? track.stepOnSite : track.stepScheduled,
    isPickedUp ? track.stepReady : track.stepUnderWay,
    track.stepDone,
  ];
  const now = {
    completed: 4,
    in_progress: isPickedUp ? 3 : 2,
    ready_for_pickup: 2,
    booked: job.stage === "unscheduled" ? 0 : 1,
    cancelled: 0,
    requested: 0,
    quoted: 0,
  };
  return labels.map((label, index) => ({
    label,
    at: index < now[job.status] ? "past" : index === now[job.status] ? "now" : "ahead",
  }));
};

/** The lines below the price: its items if there are several, each change, and whether it is locked. */
export const priceNotes = (pricing: TrackedJob["pricing"], format: Format): string[] => {
  const { lines, amendments, currency } = pricing;
  const money = (cents: number) => format.fullMoney(cents, currency);
  const dateOf = (at: string) => format.date(format.dayOf(Date.parse(at)));
  const last = amendments.at(-1);
  return [
    ...(lines.length > 1
      ? lines.map(({ quantity, label, amount_cents }) => `${track.quantity(quantity, label)} · ${money(amount_cents)}`)
      : []),
    ...amendments.map(({ from_cents, to_cents, reason }) => track.amended(money(from_cents), money(to_cents), reason)),
    last === undefined ? track.priceLocked(dateOf(pricing.frozen_at)) : track.priceChanged(dateOf(last.at)),
  ];
};
