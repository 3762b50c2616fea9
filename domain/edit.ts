import type { Instant } from "./clock.ts";
import type { Change } from "./history.ts";
import type { Customer, HistoryWhat, Job, JobItem, Location } from "./job.ts";
import type { Day, Window } from "./day.ts";
import { assignJob, moveJob } from "./move.ts";
import { amend, priceByHand, type PricingInput } from "./pricing.ts";
import { invalid } from "./domain-error.ts";

/** What a dispatcher changes on a job in one go; a field that is left out stays, null takes it away. */
export interface Edit {
  customer?: { [Field in keyof Customer]?: Customer[Field] | null };
  location?: { [Field in keyof Location]?: Location[Field] | null };
  items?: JobItem[];
  service?: { id: string; name: string };
  crew?: string | null;
  day?: Day | null;
  window?: Window | null;
  pricing?: PricingInput;
  reason?: string;
  notes?: string | null;
}

/** The agreed price stays what it was unless `pricing` says otherwise, with a reason. */
export const editJob = (job: Job, edit: Edit, by: string, at: Instant): Change | "unchanged" => {
  let next = job;
  let what: HistoryWhat = "edited";
  const apply = (change: Change | "unchanged") => {
    if (change === "unchanged") return;
    next = change.next;
    what = change.what;
  };

  if (edit.customer !== undefined) {
    // A patch names only what changes, so the name stays unless it is given.
    next = { ...next, customer: merge(next.customer ?? { name: "" }, edit.customer) };
  }
  if (edit.location !== undefined) next = { ...next, location: merge(next.location, edit.location) };
  if (edit.items !== undefined) next = { ...next, items: edit.items };
  if (edit.service !== undefined) next = { ...next, service: edit.service };
  if (edit.notes !== undefined) next = { ...next, notes: edit.notes === "" ? null : edit.notes };
  if (edit.pricing !== undefined) {
    const price = priceByHand(edit.pricing, next.service.name, next.pricing.currency);
    const same =
      price.total_cents === next.pricing.total_cents &&
      JSON.stringify(price.lines) === JSON.stringify(next.pricing.lines);
    if (!same) {
      if (edit.reason === undefined) {
        throw invalid({ field: "/reason", code: "reason_required", message: "Say why the price changes." });
      }
      apply({ next: { ...next, pricing: amend(next.pricing, price, by, edit.reason, at) }, what: "priced" });
    }
  }
  if (edit.crew !== undefined) apply(assignJob(next, edit.crew));
  if (edit.day !== undefined || edit.window !== undefined) apply(moveTo(next, edit));

  if (JSON.stringify(next) === JSON.stringify(job)) return "unchanged";
  return { next, what, ...(edit.reason === undefined ? {} : { reason: edit.reason }) };
};

/** A new day without a window is "any time"; a window without a day is on the day that the visit has. */
const moveTo = (job: Job, edit: Edit): Change | "unchanged" => {
  const visit = job.visits.find(({ state }) => state !== "done");
  const day = edit.day === undefined ? (visit?.day ?? null) : edit.day;
  const window = edit.window === undefined ? (edit.day === null ? null : (visit?.window ?? null)) : edit.window;
  if (day === null && window !== null) {
    throw invalid({ field: "/day", code: "day_required", message: "Choose a day for that window." });
  }
  return moveJob(job, day, window);
};

const merge = <T extends object>(before: T, patch: { [Field in keyof T]?: T[Field] | null }): T => {
  const merged = new Map<string, unknown>(Object.entries(before));
  for (const [field, value] of Object.entries(patch)) {
    if (value === null || value === "") merged.delete(field);
    else if (value !== undefined) merged.set(field, value);
  }
  // The same fields as before, less those that may be left out.
  return Object.fromEntries(merged) as T;
};
