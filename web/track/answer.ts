import type { TrackedJob } from "../../http/client.ts";
import { dayAfter, windowText, type Format } from "../shared/format.ts";
import * as customer from "#message/customer.ts";
import * as track from "#message/track.ts";

/** The state as a sentence: what the customer opened the page for. */
export const answerOf = (job: TrackedJob, today: string, format: Format): string => {
  const { stage, day } = job;
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

/** What happens next, in one or two sentences. */
export const nextOf = (job: TrackedJob, today: string, format: Format): string => {
  const { day, window, service, crew_first_name: crew } = job;
  switch (job.next) {
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
  return ""; // a code younger than this page
};

/** `Friday, Nov 27, 8 AM to noon`; empty where no day is set. */
export const whenOf = ({ day, window }: Pick<TrackedJob, "day" | "window">, format: Format): string =>
  day === null ? "" : window ? customer.dayAndWindow(format.day(day), windowText(window)) : format.day(day);

export interface Step {
  label: string;
  at: "past" | "now" | "ahead";
}

/** The four steps of the bar; empty for a job that ended otherwise. A trailer is on site, other work is scheduled. */
export const stepsOf = (job: TrackedJob): Step[] => {
  if (job.stage === "cancelled") return [];
  const had = (what: string) => job.timeline.some((entry) => entry.what === what);
  const standing = job.next === "fill_and_tell" || had("dropped_off");
  const collected = job.can.includes("ready") || job.status === "ready_for_pickup" || had("ready_for_pickup");
  const labels = [
    track.stepBooked,
    standing ? track.stepOnSite : track.stepScheduled,
    collected ? track.stepReady : track.stepUnderWay,
    track.stepDone,
  ];
  const now = {
    completed: 4,
    in_progress: collected ? 3 : 2,
    ready_for_pickup: 2,
    booked: job.stage === "unscheduled" ? 0 : 1,
    cancelled: 0,
  };
  return labels.map((label, index) => ({
    label,
    at: index < now[job.status] ? "past" : index === now[job.status] ? "now" : "ahead",
  }));
};
