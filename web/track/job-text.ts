import type { TrackedJob } from "../../http/client.ts";
import { dayAfter, windowText, type Format } from "../shared/format.ts";
import * as customer from "#message/customer.ts";
import * as track from "#message/track.ts";

/** The headline: the state of the job as a sentence. */
export const headlineOf = (job: TrackedJob, today: string, format: Format): string => {
  const { stage, day } = job;
  if (job.price_change) return track.newPrice;
  if (stage === "requested") return track.requested;
  if (stage === "quoted") return isExpired(job, today) ? track.quoteOver : track.quoted;
  if (stage === "unscheduled") return track.youAreBooked;
  if (stage === "scheduled" && day !== null) {
    if (day < today) return track.late;
    return track.coming(day === today ? track.today : day === dayAfter(today, 1) ? track.tomorrow : format.day(day));
  }
  if (stage === "en_route") return track.enRoute(job.crew_first_name);
  if (stage === "on_site") return job.next === "fill_and_tell" ? onSiteLine(job, today, format) : track.working;
  if (stage === "ready") return track.readyForPickup;
  if (stage === "attempted") return track.attempted;
  if (stage === "completed") return track.completed;
  return stage === "cancelled" ? track.cancelled : track.youAreBooked;
};

const onSiteLine = ({ service, rental }: TrackedJob, today: string, format: Format): string => {
  const last = rental?.last_day ?? null;
  if (last === null || today < last) return track.onSite(service);
  return today === last ? track.dueToday(service) : track.overdue(service, format.day(last));
};

/** True if the customer can no longer approve the quote. The server compares the day as well. */
export const isExpired = ({ quote }: TrackedJob, today: string): boolean => quote !== null && today > quote.valid_until;

/** Below the headline: what happens next, in one or two sentences. */
export const nextStepOf = (job: TrackedJob, today: string, format: Format): string => {
  const { day, window, crew_first_name: crew } = job;
  if (job.price_change) return job.price_change.reason;
  switch (job.next) {
    case "wait_for_quote":
      return track.waitForQuote;
    case "answer_quote":
      return isExpired(job, today) || job.quote === null
        ? track.quoteOverNext
        : track.answerQuote(format.day(job.quote.valid_until));
    case "schedule":
      return track.scheduleNext;
    case "crew_arrives":
      if (day !== null && day < today) return track.lateNext;
      return window ? track.expect(crew, windowText(window)) : track.expectAnyTime(crew);
    case "fill_and_tell":
      return fillLine(job, today, format);
    case "crew_on_the_way":
      if (job.arrival_estimate) return track.around(format.time(Date.parse(job.arrival_estimate)));
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

const fillLine = (job: TrackedJob, today: string, format: Format): string => {
  const { rental, pricing, visits } = job;
  const isSwap = visits.find(({ state }) => state !== "done")?.kind === "swap";
  if (isSwap) return job.day === null ? track.swapSoon : track.swapOn(whenOf(job, format));
  if (job.day !== null && job.day >= today) return track.pickupOn(whenOf(job, format));
  const isOver = rental?.last_day && today > rental.last_day;
  return isOver ? track.fillOver(format.money(rental.extra_day_cents, pricing.currency)) : track.fill;
};

/** `Fri, Nov 27, 8 AM–noon`. Empty if the job is not scheduled. */
export const whenOf = ({ day, window }: Pick<TrackedJob, "day" | "window">, format: Format): string =>
  day === null ? "" : window ? customer.dayAndWindow(format.day(day), windowText(window)) : format.day(day);

export interface ProgressStep {
  label: string;
  at: "past" | "now" | "ahead";
}

/** The four steps of the progress bar. Empty for a job that ended without work. */
export const progressOf = (job: TrackedJob): ProgressStep[] => {
  if (job.stage === "cancelled") return [];
  const [labels, now] = stepsOf(job);
  return labels.map((label, index) => ({ label, at: index < now ? "past" : index === now ? "now" : "ahead" }));
};

/** The labels, and the index of the present step. Step 2 is "On site" for a container, else "Scheduled". */
const stepsOf = ({ status, stage, next, rental, timeline }: TrackedJob): [labels: string[], now: number] => {
  if (status === "requested" || status === "quoted") {
    return [[track.stepRequested, track.stepQuoted, track.stepBooked, track.stepDone], status === "quoted" ? 1 : 0];
  }
  const happened = (what: string) => timeline.some((entry) => entry.what === what);
  const isOnSite = next === "fill_and_tell" || happened("dropped_off");
  if (rental) {
    const now = status === "completed" ? 4 : status === "in_progress" ? 2 : isOnSite ? 1 : 0;
    return [[track.stepBooked, track.stepOnSite, track.stepPickedUp, track.stepDone], now];
  }
  const isPickedUp = isOnSite || status === "ready_for_pickup" || happened("ready_for_pickup");
  const steps = { booked: stage === "unscheduled" ? 0 : 1, ready_for_pickup: 2, in_progress: isPickedUp ? 3 : 2 };
  return [
    [
      track.stepBooked,
      isOnSite ? track.stepOnSite : track.stepScheduled,
      isPickedUp ? track.stepReady : track.stepUnderWay,
      track.stepDone,
    ],
    status === "booked" || status === "ready_for_pickup" || status === "in_progress" ? steps[status] : 4,
  ];
};

/** The price in one line: an amount, the range of an estimate, or that it is not set yet. Never $0 for a price to come. */
export const priceOf = (
  { state, kind, estimate, currency, total_cents: total }: TrackedJob["pricing"],
  format: Format,
): string => {
  const money = (cents: number) => format.fullMoney(cents, currency);
  if (state === "unpriced") return track.unpriced;
  if (estimate) return track.range(money(estimate.low_cents), money(estimate.high_cents));
  return kind === "flat" ? track.flat(money(total)) : money(total);
};
