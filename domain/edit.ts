import type { Instant } from "./clock.ts";
import type { Change } from "./history.ts";
import type { Customer, HistoryWhat, Job, JobItem, Location } from "./job.ts";
import { changeService } from "./change-service.ts";
import type { Day, Window } from "./day.ts";
import type { Moment } from "./moment.ts";
import { assignJob, moveJob } from "./move.ts";
import { amend, nextAmendmentId } from "./price/amend.ts";
import { totalsByHand, type PricingInput } from "./price/hand-price.ts";
import { withTexts, type JobTextInput } from "./job-text.ts";
import { invalid } from "./domain-error.ts";
import type { Service, Settings } from "./settings.ts";

/** The changes that a dispatcher saves together. A field that is left out stays as it is; null clears it. */
export interface Edit extends JobTextInput {
  customer?: CustomerEdit;
  /** The customer that a person chose; null leaves it to the job's contact. */
  customer_record?: string | null;
  location?: { [Field in keyof Location]?: Location[Field] | null };
  items?: JobItem[];
  /** The new service, with the settings that a rental of it is planned by. */
  service?: { to: Service; settings: Settings };
  crew?: string | null;
  day?: Day | null;
  window?: Window | null;
  pricing?: PricingInput;
  reason?: string;
}

/** `text_consent` says whether the customer agreed to texts. */
type CustomerEdit = { [Field in Exclude<keyof Customer, "text_consent">]?: Customer[Field] | null } & {
  text_consent?: boolean | null;
};

/** Applies an edit. The price stays locked unless `pricing` changes it, which needs a reason. */
export const editJob = (job: Job, edit: Edit, by: string, now: Moment): Change | "unchanged" => {
  let next = job;
  let what: HistoryWhat = "edited";
  const apply = (change: Change | "unchanged") => {
    if (change === "unchanged") return;
    next = change.next;
    what = change.what;
  };

  if (edit.customer !== undefined) {
    // The edit may leave the name out, so a job without a customer gets an empty one.
    next = { ...next, customer: editCustomer(next.customer ?? { name: "" }, edit.customer, now.at) };
  }
  if (edit.customer_record !== undefined) next = withCustomer(next, edit.customer_record);
  if (edit.location !== undefined) next = { ...next, location: merge(next.location, edit.location) };
  if (edit.items !== undefined) next = { ...next, items: edit.items };
  if (edit.service !== undefined) next = changeService(next, edit.service.to, edit.service.settings, now.today);
  next = withTexts(next, edit);
  if (edit.pricing !== undefined) {
    const totals = totalsByHand(next.pricing, edit.pricing, next.service.name);
    if (JSON.stringify(totals.lines) !== JSON.stringify(next.pricing.lines)) {
      if (edit.reason === undefined) {
        throw invalid({ field: "/reason", code: "reason_required", message: "Say why the price changes." });
      }
      const change = { id: nextAmendmentId(next.pricing), by, at: now.at, reason: edit.reason };
      apply({ next: { ...next, pricing: amend(next.pricing, totals, change, null) }, what: "priced" });
    }
  }
  if (edit.crew !== undefined) apply(assignJob(next, edit.crew));
  if (edit.day !== undefined || edit.window !== undefined) apply(moveTo(next, edit, now));

  if (JSON.stringify(next) === JSON.stringify(job)) return "unchanged";
  return { next, what, ...(edit.reason === undefined ? {} : { reason: edit.reason }) };
};

/** A yes to texts that the customer gave before stays as it is. */
const editCustomer = (before: Customer, { text_consent: agrees, ...edit }: CustomerEdit, at: Instant): Customer => {
  const { text_consent: consent, ...merged } = merge(before, edit);
  if (agrees === undefined) return consent === undefined ? merged : { ...merged, text_consent: consent };
  return agrees === true ? { ...merged, text_consent: consent ?? { at, how: "dispatcher" } } : merged;
};

const withCustomer = (job: Job, chosen: string | null): Job => {
  const { customer_record: _, ...rest } = job;
  return chosen === null ? rest : { ...rest, customer_record: chosen };
};

/** Moves the next visit. A new day without a window means any time; a window without a day keeps the visit's day. */
const moveTo = (job: Job, edit: Edit, now: Moment): Change | "unchanged" => {
  const visit = job.visits.find(({ state }) => state !== "done");
  const day = edit.day === undefined ? (visit?.day ?? null) : edit.day;
  const window = edit.window === undefined ? (edit.day === null ? null : (visit?.window ?? null)) : edit.window;
  if (day === null && window !== null) {
    throw invalid({ field: "/day", code: "day_required", message: "Choose a day for that window." });
  }
  return moveJob(job, day, window, now);
};

const merge = <T extends object>(before: T, patch: { [Field in keyof T]?: T[Field] | null }): T => {
  const merged = new Map<string, unknown>(Object.entries(before));
  for (const [field, value] of Object.entries(patch)) {
    if (value === null || value === "") merged.delete(field);
    else if (value !== undefined) merged.set(field, value);
  }
  // The same fields as before, without the optional ones that the patch cleared.
  return Object.fromEntries(merged) as T;
};
