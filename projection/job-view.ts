import type { Instant } from "../domain/clock.ts";
import { customerFields, itemFields, locationFields } from "../domain/customer-fields.ts";
import { expiryOf } from "../domain/expiry.ts";
import { fieldNames, show } from "../domain/field-table.ts";
import { jobFields, type ShownJob } from "../domain/job-fields.ts";
import { shownVisit, type Customer, type HistoryEntry, type Job, type JobFields } from "../domain/job.ts";
import { contactByOf, languageOf, type ContactBy, type TextConsent } from "../domain/message/contact-choice.ts";
import type { Language } from "../domain/message/language.ts";
import {
  amendmentFields,
  historyFields,
  pendingPriceFields,
  priceLineFields,
  pricingFields,
} from "../domain/pricing-fields.ts";
import type { PriceLine } from "../domain/price/price-line.ts";
import type { Pricing } from "../domain/price/pricing.ts";
import type { MessageState } from "../domain/message/conversation.ts";
import { crewsSeePrices, type Settings } from "../domain/settings.ts";
import { isPeriodKey, isVisitKey } from "../domain/recorded-change.ts";
import { stageOf, type Stage } from "../domain/status.ts";
import type { CustomerOfJob } from "./customer-view.ts";
import type { PriceGroup } from "./price-groups.ts";
import { visitViews, type VisitView } from "./visit-view.ts";

/** A job for staff: in a list, or alone with the fields that only the answer for one job carries. */
export type JobView = Omit<ShownJob<"list">, "link" | "visits" | "customer"> &
  ComputedFields &
  Partial<Omit<ShownJob<"staff">, keyof ShownJob<"list">>> & {
    customer: CustomerInView | null;
    tracking_url?: string;
    customer_record?: CustomerOfJob | null;
    messages?: MessageSummary;
  };

/** What became of the messages to the customer of a job. */
export interface MessageSummary {
  /** The state of the newest one; null without any. */
  last_state: MessageState | null;
  /** How many the customer does not have. */
  failed: number;
}

/** A job for its crew. `pricing` is there if the owner lets crews see prices. */
export type CrewJobView = Omit<ShownJob<"crew">, "link" | "customer" | "visits"> &
  ComputedFields &
  Partial<ShownJob<"crew_price">> & { customer: Omit<CustomerInView, "email"> | null };

/** The customer of a job as an answer shows it: what was left out has its usual value. */
export type CustomerInView = Pick<Customer, "name" | "phone" | "email"> & {
  contact_by: ContactBy;
  language: Language;
  text_consent: Pick<TextConsent, "at" | "how"> | null;
};

interface ComputedFields {
  stage: Stage;
  /** The crew of the visit that lists show. */
  crew: string | null;
  link: "live" | "revoked" | "expired";
  visits: VisitView[];
  /** The units that can be delivered now. Only the answer for one job has them, while a delivery is open. */
  unit_choices?: string[];
  /** What a crew can price the job with. Only the answer for one job has it, for a crew that may set prices. */
  price_groups?: PriceGroup[];
}

/** One job for an owner or dispatcher: with the tracking link, the history and the page that the customer saw. */
export const jobView = (job: Job, settings: Settings, siteUrl: string, now: Instant): JobView => {
  const { tracking_token, ...shown } = show(jobFields, "staff", job);
  return {
    ...shown,
    ...sharedParts("list", job, settings, now),
    customer: customerFor("list", job, settings),
    pricing: showPricing(job.pricing),
    ...(job.link === "live" ? { tracking_token, tracking_url: trackingUrl(siteUrl, tracking_token) } : {}),
    history: job.history.map((entry) => showEntry(entry, historyNames)),
  };
};

/** One job for a program with an API token or a webhook: with the history, and without the tracking link. */
export const apiJob = (job: Job, settings: Settings, now: Instant): JobView => ({
  ...listedJob(job, settings, now),
  history: job.history.map((entry) => showEntry(entry, listedNames)),
});

/** A job in a list for an owner or dispatcher: without the link, the history and what the customer saw. */
export const listedJob = (job: Job, settings: Settings, now: Instant): JobView => ({
  ...show(jobFields, "list", job),
  ...sharedParts("list", job, settings, now),
  customer: customerFor("list", job, settings),
  pricing: showPricing(job.pricing),
});

/** A job for its crew: a phone number to call, but no email address, link or history. */
export const crewJob = (job: Job, settings: Settings, now: Instant): CrewJobView => ({
  ...show(jobFields, "crew", job),
  ...sharedParts("crew", job, settings, now),
  customer: customerFor("crew", job, settings),
  ...(crewsSeePrices(settings) ? { ...show(jobFields, "crew_price", job), pricing: showPricing(job.pricing) } : {}),
});

const sharedParts = (audience: "list" | "crew", job: Job, settings: Settings, now: Instant) => {
  const expires = expiryOf(job, settings);
  return {
    location: show(locationFields, audience, job.location),
    items: job.items.map((item) => show(itemFields, audience, item)),
    visits: visitViews(job, audience),
    stage: stageOf(job),
    crew: shownVisit(job).crew,
    link: job.link === "live" && expires !== null && expires < now ? ("expired" as const) : job.link,
  };
};

const customerFor = (audience: "list" | "crew", { customer }: Job, { business }: Settings): CustomerInView | null => {
  if (customer === null) return null;
  const { text_consent: consent, ...shown } = show(customerFields, audience, customer);
  return {
    ...shown,
    contact_by: contactByOf(customer),
    language: languageOf(customer, business),
    text_consent: consent === undefined ? null : { at: consent.at, how: consent.how },
  };
};

/** A price as everyone sees it who may see prices. */
export const showPricing = (pricing: Pricing): Pricing => ({
  ...show(pricingFields, "customer", pricing),
  lines: showLines(pricing.lines),
  amendments: pricing.amendments.map((amendment) => show(amendmentFields, "customer", amendment)),
  pending:
    pricing.pending === null
      ? null
      : { ...show(pendingPriceFields, "customer", pricing.pending), lines: showLines(pricing.pending.lines) },
});

const showLines = (lines: readonly PriceLine[]) => lines.map((line) => show(priceLineFields, "customer", line));

const showEntry = (entry: HistoryEntry, names: ReadonlySet<string>): HistoryEntry => ({
  ...show(historyFields, "staff", entry),
  from: entry.from === null ? null : recordedFields(entry.from, names),
  to: entry.to === null ? null : recordedFields(entry.to, names),
});

/** The fields of a change that a reader sees. */
const recordedFields = (change: JobFields, names: ReadonlySet<string>): JobFields =>
  Object.fromEntries(
    Object.entries(change).filter(
      ([name]) => names.has(name) || name === "amendments" || isVisitKey(name) || isPeriodKey(name),
    ),
  );

/** The fields that history records. */
const historyNames = new Set<string>(fieldNames<Job>(jobFields).filter((name) => jobFields[name].history));
/** Those of them that a list shows. An earlier tracking link is not among them. */
const listedNames = new Set<string>(
  fieldNames<Job>(jobFields).filter(
    (name) => jobFields[name].history && jobFields[name].shownTo.some((audience) => audience === "list"),
  ),
);

/** The token is in the fragment, so requests, referrers and logs never carry it. */
export const trackingUrl = (siteUrl: string, token: string): string => `${siteUrl}/track/#${token}`;

/** The order of every list: day of the next visit, start of its window, id. Jobs without a day come last. */
export const orderOf = (job: Job): string => {
  const { day, window } = shownVisit(job);
  return `${day ?? "9999-99-99"} ${window?.start ?? "99:99"} ${job.id}`;
};
