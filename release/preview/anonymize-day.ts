import { createHmac } from "node:crypto";
import { customerFields, itemFields, locationFields } from "../../domain/customer-fields.ts";
import { copyChangeForStaging, copyForStaging, type Replacements } from "../../domain/field-table.ts";
import { jobFields, type JobFieldTable } from "../../domain/job-fields.ts";
import type { Customer, HistoryEntry, Job, JobFields, Visit } from "../../domain/job.ts";
import { amendmentFields, historyFields, priceLineFields, pricingFields } from "../../domain/pricing-fields.ts";
import type { PriceLine } from "../../domain/price/price-line.ts";
import type { Amendment, Pricing } from "../../domain/price/pricing.ts";
import type { Quote } from "../../domain/quote.ts";
import type { OverageItem } from "../../domain/rental/overage.ts";
import { isPeriodKey, isVisitKey } from "../../domain/recorded-change.ts";
import { businessFields, crewFields, settingsFields } from "../../domain/settings-fields.ts";
import type { Settings } from "../../domain/settings.ts";
import { visitFields } from "../../domain/visit-fields.ts";
import type { ArchivedDay } from "../../store/archive.ts";
import { newJobToken } from "../../store/job-token.ts";

/**
 * Returns a day of live jobs without personal data, for staging. Days, windows, statuses, services and prices stay. Names,
 * phone numbers and streets are fake, and the same person always gets the same fake. Tokens are new. Emails, notes, reasons,
 * queued messages and free text are left out. City and postal code stay, because staging tests areas and routes with them.
 * The result depends only on the day and the secret `seed`. Without the seed it cannot be reversed. See docs/decisions/0067.
 */
export const anonymizeDay = (day: ArchivedDay, anonymizer: Anonymizer): ArchivedDay => ({
  day: day.day,
  capacity: day.capacity,
  jobs: day.jobs.map((job) => anonymizeJob(job, anonymizer)),
  messages: [],
});

export interface Anonymizer {
  /** A secret that is not stored with the copy. A person who knew it could test guesses of names. */
  seed: Uint8Array;
  /** The names of the business's services and items. All other labels are replaced. */
  allowedLabels: ReadonlySet<string>;
  /** Crew ids, which may contain a person's name, to fake ids. */
  crews: ReadonlyMap<string, string>;
}

export const createAnonymizer = (seed: Uint8Array, { services, surcharges, tax, crews }: Settings): Anonymizer => ({
  seed,
  allowedLabels: new Set([
    ...services.flatMap(({ name, groups }) => [
      name,
      ...groups.flatMap(({ options }) => options.map(({ label }) => label)),
    ]),
    ...surcharges.map(({ label }) => label),
    tax.label,
    ...ownLabels,
  ]),
  crews: new Map(crews.map(({ id }, at) => [id, `crew-${at + 1}`])),
});

/**
 * Returns the settings for staging: services, prices and hours stay, crews are fake, and the business has no phone number.
 */
export const anonymizeSettings = (live: Settings, preview: Settings): Settings =>
  copyForStaging(settingsFields, live, {
    rev: () => preview.rev,
    business: (business) => copyForStaging(businessFields, business, { name: (name: string) => `${name} (preview)` }),
    crews: (crews) =>
      crews.map((crew, at) =>
        copyForStaging(crewFields, crew, { id: () => `crew-${at + 1}`, name: () => `Crew ${at + 1}` }),
      ),
  });

/** The labels that Tailboard itself gives to lines. */
const ownLabels = ["Minimum charge", "Extra days", "Swap"];

const anonymizeJob = (job: Job, anonymizer: Anonymizer): Job =>
  copyForStaging(jobFields, job, replacementsFor(job, anonymizer));

const actors = { customer: "Customer", dispatcher: "Office", crew: "Crew", system: "Tailboard", api: "API" };
const leftOut = "(left out)";

/** Returns the replacements of a job's personal fields. Its history holds earlier values, so it uses them too. */
const replacementsFor = (job: Job, anonymizer: Anonymizer): Replacements<Job, JobFieldTable> => {
  const fakerFor = (what: string) => seededFaker(anonymizer.seed, what);
  const replacements: Replacements<Job, JobFieldTable> = {
    service: (service) => ({ id: service.id, name: allowedLabel(service.name, anonymizer) }),
    customer: (customer) => anonymizeCustomer(customer, fakerFor),
    location: (location) =>
      copyForStaging(locationFields, location, {
        street: (street) => streetOf(fakerFor, street),
      }),
    items: (items) =>
      items.map((item) =>
        copyForStaging(itemFields, item, {
          label: (label) => allowedLabel(label, anonymizer),
        }),
      ),
    pricing: (pricing) => anonymizePricing(pricing, anonymizer),
    visits: (visits) => visits.map((visit) => anonymizeVisit(visit, anonymizer)),
    overage: (overage) => ({ ...overage, items: overage.items.map(anonymizeOverage) }),
    quote: anonymizeQuote,
    request: (request) => ({ ...request, description: leftOut }),
    tax_exempt: () => ({ reason: leftOut }),
    // Derived from the token, so that a replaced token differs from the present one.
    tracking_token: (token) => newJobToken(job.id, { ...fakerFor(`token ${job.id} ${token}`), fraction: () => 0 }),
    // These links never existed on staging, so they need no tombstones.
    retired_lookups: () => [],
    history: (entries) => entries.map((entry) => anonymizeEntry(entry, replacements, anonymizer)),
  };
  return replacements;
};

const anonymizeEntry = (
  entry: HistoryEntry,
  replacements: Replacements<Job, JobFieldTable>,
  anonymizer: Anonymizer,
): HistoryEntry => {
  const anonymizeFields = (fields: JobFields) => anonymizeChange(fields, replacements, anonymizer);
  return copyForStaging(historyFields, entry, {
    by: ({ kind }) => ({ kind, name: actors[kind] }),
    reason: () => leftOut,
    from: anonymizeFields,
    to: anonymizeFields,
  });
};

/** An entry may hold visits alone, and a price without its amendments. */
const anonymizeChange = (
  { pricing, amendments, ...fields }: JobFields,
  replacements: Replacements<Job, JobFieldTable>,
  anonymizer: Anonymizer,
): JobFields => {
  return {
    ...copyChangeForStaging(jobFields, fields, replacements),
    ...Object.fromEntries(
      // Only visits and rental periods have such keys. A period has no personal data.
      Object.entries<unknown>(fields).flatMap(([name, value]) =>
        isVisitKey(name)
          ? [[name, anonymizeVisit(value as Visit, anonymizer)]]
          : isPeriodKey(name)
            ? [[name, value]]
            : [],
      ),
    ),
    ...(pricing === undefined ? {} : { pricing: anonymizePrice(pricing, anonymizer) }),
    ...(amendments === undefined ? {} : { amendments: anonymizeAmendments(amendments) }),
  };
};

/** A customer without a phone number gets one if there is an email address: staging needs a way to reach people too. */
const anonymizeCustomer = (customer: Customer, fakerFor: FakerFor): Customer => {
  const copy = copyForStaging(customerFields, customer, {
    name: (name) => nameOf(fakerFor, name),
    phone: (phone) => phoneOf(fakerFor, phone),
  });
  return copy.phone === undefined && customer.email !== undefined
    ? { ...copy, phone: phoneOf(fakerFor, customer.email) }
    : copy;
};

const anonymizeAmendments = (amendments: Amendment[]): Amendment[] =>
  amendments.map((amendment) =>
    copyForStaging(amendmentFields, amendment, {
      by: () => actors.dispatcher,
      reason: () => leftOut,
    }),
  );

const anonymizePrice = (pricing: NonNullable<JobFields["pricing"]>, anonymizer: Anonymizer): JobFields["pricing"] => {
  const { amendments, ...price } = anonymizePricing({ ...pricing, amendments: pricing.amendments ?? [] }, anonymizer);
  return pricing.amendments === undefined ? price : { ...price, amendments };
};

const anonymizePricing = (pricing: Pricing, anonymizer: Anonymizer): Pricing =>
  copyForStaging(pricingFields, pricing, {
    lines: (lines) => anonymizeLines(lines, anonymizer),
    estimate: (estimate) => ({
      ...estimate,
      options: estimate.options.map((option) => ({ ...option, label: allowedLabel(option.label, anonymizer) })),
    }),
    amendments: anonymizeAmendments,
  });

const anonymizeLines = (lines: readonly PriceLine[], anonymizer: Anonymizer): PriceLine[] =>
  lines.map((line) =>
    copyForStaging(priceLineFields, line, {
      label: (label) => allowedLabel(label, anonymizer),
    }),
  );

const anonymizeVisit = (visit: Visit, { crews }: Anonymizer): Visit =>
  copyForStaging(visitFields, visit, {
    crew: (crew) => crews.get(crew) ?? "crew-gone",
    attempt: (attempt) => ({ ...attempt, reason: leftOut }),
  });

const anonymizeOverage = (item: OverageItem): OverageItem => ({
  ...item,
  ...(item.by === undefined ? {} : { by: actors.dispatcher }),
  ...(item.reason === undefined ? {} : { reason: leftOut }),
});

const anonymizeQuote = (quote: Quote): Quote => ({
  ...quote,
  message: quote.message === null ? null : leftOut,
  ...(quote.declined_reason === undefined ? {} : { declined_reason: leftOut }),
  ...(quote.approved === undefined ? {} : { approved: { ...quote.approved, name: actors.customer } }),
});

/** A dispatcher may have typed a person's name into the line of a price. */
const allowedLabel = (text: string, { allowedLabels }: Anonymizer): string => (allowedLabels.has(text) ? text : "Work");

interface Faker {
  bytes(count: number): Uint8Array;
  below(limit: number): number;
}

/** Returns pseudo-random values that depend only on the seed and on `what` they are for. */
const seededFaker = (seed: Uint8Array, what: string): Faker => {
  let draws = 0;
  const bytes = (count: number): Uint8Array => {
    draws += 1;
    return new Uint8Array(createHmac("sha256", seed).update(`${draws} ${what}`).digest()).slice(0, count);
  };
  const below = (limit: number): number => {
    const [a = 0, b = 0, c = 0] = bytes(3);
    return (a * 65_536 + b * 256 + c) % limit;
  };
  return { bytes, below };
};

type FakerFor = (what: string) => Faker;

const nameOf = (fakerFor: FakerFor, original: string): string =>
  otherThan(original, fakerFor(`name ${original.toLowerCase()}`), ({ below }) =>
    [firstNames[below(firstNames.length)], lastNames[below(lastNames.length)]].join(" "),
  );

const streetOf = (fakerFor: FakerFor, original: string): string =>
  otherThan(
    original,
    fakerFor(`street ${original.toLowerCase()}`),
    ({ below }) => `${1 + below(9_998)} ${streets[below(streets.length)] ?? ""}`,
  );

/** Returns a number of the range 555-01xx, which North America reserves for fiction. */
const phoneOf = (fakerFor: FakerFor, original: string): string =>
  otherThan(original, fakerFor(`phone ${original.toLowerCase()}`), ({ below }) => {
    const area = areas[below(areas.length)] ?? 212;
    return `+1${area}55501${String(below(100)).padStart(2, "0")}`;
  });

/** Draws until the fake contains no word of the original, because a random draw may repeat one. */
const otherThan = (original: string, faker: Faker, draw: (faker: Faker) => string): string => {
  const hidden = original.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  for (let attempt = 1; attempt < 50; attempt += 1) {
    const fake = draw(faker);
    if (!hidden.some((word) => fake.toLowerCase().includes(word))) return fake;
  }
  return "Unnamed";
};

const firstNames =
  "Alder Birch Cedar Clover Fennel Fern Hazel Heather Ivy Juniper Laurel Linden Maple Myrtle Olive Poppy".split(" ");
const lastNames =
  "Anvil Barrow Bellows Bucket Canvas Cartwheel Chisel Dolly Grommet Hammock Ladder Mallet Pulley Rivet Tarpaulin Trowel".split(
    " ",
  );
const streets = ["Sample Street", "Specimen Avenue", "Pattern Road", "Model Lane", "Trial Way", "Mock Court"];
const areas = [201, 212, 303, 312, 404, 415, 503, 512, 602, 617, 702, 713, 808, 818, 907, 919];
