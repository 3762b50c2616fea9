import { createHmac } from "node:crypto";
import { customerFields, itemFields, locationFields } from "../../domain/customer-fields.ts";
import { copyChangeForStaging, copyForStaging, type Replacements } from "../../domain/field-table.ts";
import { jobFields, type JobFieldTable } from "../../domain/job-fields.ts";
import type { Customer, HistoryEntry, Job, JobFields, Visit } from "../../domain/job.ts";
import { amendmentFields, historyFields, priceLineFields, pricingFields } from "../../domain/pricing-fields.ts";
import type { Pricing } from "../../domain/pricing.ts";
import { businessFields, crewFields, settingsFields } from "../../domain/settings-fields.ts";
import type { Settings } from "../../domain/settings.ts";
import { visitFields } from "../../domain/visit-fields.ts";
import { newToken } from "../../domain/token.ts";
import type { ArchivedDay } from "../../store/archive.ts";

/**
 * A day of live jobs as staging may show it: the same days, windows, statuses, services and prices, and nothing of a
 * person. Names, numbers and streets are invented, the same for the same person; tokens are new; emails, notes,
 * reasons, queued messages and whatever somebody typed are left out. Town and postal code stay: areas and routes are
 * tried with them.
 * Pure, of the day and a secret `seed`: again gives the same, and without the seed no way leads back.
 * docs/decisions/0067.
 */
export const inventDay = (day: ArchivedDay, invention: Invention): ArchivedDay => ({
  day: day.day,
  capacity: day.capacity,
  jobs: day.jobs.map((job) => inventJob(job, invention)),
  messages: [],
});

export interface Invention {
  /** Secret, and not kept where the copy lies: with it names could be guessed and tried. */
  seed: Uint8Array;
  /** What the business itself wrote: the only words that stay as they are. */
  words: ReadonlySet<string>;
  /** Crews by their ids, which may be somebody's name, to invented ones. */
  crews: ReadonlyMap<string, string>;
}

export const inventionOf = (seed: Uint8Array, { services, crews }: Settings): Invention => ({
  seed,
  words: new Set(services.flatMap(({ name, items }) => [name, ...items.map(({ label }) => label)])),
  crews: new Map(crews.map(({ id }, at) => [id, `crew-${at + 1}`])),
});

/**
 * The settings for staging: services, prices and hours as they are; crews and the phone number of the business
 * invented.
 */
export const inventSettings = (live: Settings, preview: Settings): Settings =>
  copyForStaging(settingsFields, live, {
    rev: () => preview.rev,
    business: (business) => copyForStaging(businessFields, business, { name: (name: string) => `${name} (preview)` }),
    crews: (crews) =>
      crews.map((crew, at) =>
        copyForStaging(crewFields, crew, { id: () => `crew-${at + 1}`, name: () => `Crew ${at + 1}` }),
      ),
  });

const inventJob = (job: Job, invention: Invention): Job =>
  copyForStaging(jobFields, job, replacementsFor(job, invention));

const actors = { customer: "Customer", dispatcher: "Office", crew: "Crew", system: "Tailboard" };
const leftOut = "(left out)";

/** Invents the personal fields of a job. Its history holds earlier values of the same fields, so it uses these too. */
const replacementsFor = (job: Job, invention: Invention): Replacements<Job, JobFieldTable> => {
  const dice = (what: string) => diceOf(invention.seed, what);
  const replacements: Replacements<Job, JobFieldTable> = {
    service: (service) => ({ id: service.id, name: wordOf(service.name, invention) }),
    customer: (customer) => inventCustomer(customer, dice),
    location: (location) =>
      copyForStaging(locationFields, location, {
        street: (street) => streetOf(dice, street),
      }),
    items: (items) =>
      items.map((item) =>
        copyForStaging(itemFields, item, {
          label: (label) => wordOf(label, invention),
        }),
      ),
    pricing: (pricing) => inventPricing(pricing, invention),
    visits: (visits) => visits.map((visit) => inventVisit(visit, invention)),
    // Derived from the token, so that a replaced token differs from the present one.
    tracking_token: (token) => newToken({ ...dice(`token ${job.id} ${token}`), fraction: () => 0 }),
    // These links never existed on staging, so they need no tombstones.
    retired_lookups: () => [],
    history: (entries) => entries.map((entry) => inventEntry(entry, replacements)),
  };
  return replacements;
};

const inventEntry = (entry: HistoryEntry, replacements: Replacements<Job, JobFieldTable>): HistoryEntry => {
  const inventFields = (fields: JobFields) => copyChangeForStaging(jobFields, fields, replacements);
  return copyForStaging(historyFields, entry, {
    by: ({ kind }) => ({ kind, name: actors[kind] }),
    reason: () => leftOut,
    from: inventFields,
    to: inventFields,
  });
};

/** A customer without a phone number gets one if there is an email address: staging needs a way to reach people too. */
const inventCustomer = (customer: Customer, dice: DiceFor): Customer => {
  const invented = copyForStaging(customerFields, customer, {
    name: (name) => nameOf(dice, name),
    phone: (phone) => phoneOf(dice, phone),
  });
  return invented.phone === undefined && customer.email !== undefined
    ? { ...invented, phone: phoneOf(dice, customer.email) }
    : invented;
};

const inventPricing = (pricing: Pricing, invention: Invention): Pricing =>
  copyForStaging(pricingFields, pricing, {
    lines: (lines) =>
      lines.map((line) =>
        copyForStaging(priceLineFields, line, {
          label: (label) => wordOf(label, invention),
        }),
      ),
    amendments: (amendments) =>
      amendments.map((amendment) =>
        copyForStaging(amendmentFields, amendment, {
          by: () => actors.dispatcher,
          reason: () => leftOut,
        }),
      ),
  });

const inventVisit = (visit: Visit, { crews }: Invention): Visit =>
  copyForStaging(visitFields, visit, {
    crew: (crew) => crews.get(crew) ?? "crew-gone",
  });

/** A dispatcher may have typed a person's name into the line of a price. */
const wordOf = (text: string, { words }: Invention): string => (words.has(text) ? text : "Work");

interface Dice {
  bytes(count: number): Uint8Array;
  below(limit: number): number;
}

/** Always the same for one seed and one thing, and never the same for two. */
const diceOf = (seed: Uint8Array, what: string): Dice => {
  let rolls = 0;
  const bytes = (count: number): Uint8Array => {
    rolls += 1;
    return new Uint8Array(createHmac("sha256", seed).update(`${rolls} ${what}`).digest()).slice(0, count);
  };
  const below = (limit: number): number => {
    const [a = 0, b = 0, c = 0] = bytes(3);
    return (a * 65_536 + b * 256 + c) % limit;
  };
  return { bytes, below };
};

type DiceFor = (what: string) => Dice;

const nameOf = (dice: DiceFor, original: string): string =>
  otherThan(original, dice(`name ${original.toLowerCase()}`), ({ below }) =>
    [firstNames[below(firstNames.length)], lastNames[below(lastNames.length)]].join(" "),
  );

const streetOf = (dice: DiceFor, original: string): string =>
  otherThan(
    original,
    dice(`street ${original.toLowerCase()}`),
    ({ below }) => `${1 + below(9_998)} ${streets[below(streets.length)] ?? ""}`,
  );

/** 555-01xx, which North America keeps for stories: nobody's telephone rings. */
const phoneOf = (dice: DiceFor, original: string): string =>
  otherThan(original, dice(`phone ${original.toLowerCase()}`), ({ below }) => {
    const area = areas[below(areas.length)] ?? 212;
    return `+1${area}55501${String(below(100)).padStart(2, "0")}`;
  });

/** Chance may hit upon what it is to hide, or upon a word of it. */
const otherThan = (original: string, dice: Dice, roll: (dice: Dice) => string): string => {
  const hidden = original.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  for (let attempt = 1; attempt < 50; attempt += 1) {
    const rolled = roll(dice);
    if (!hidden.some((word) => rolled.toLowerCase().includes(word))) return rolled;
  }
  return "Somebody";
};

const firstNames =
  "Alder Birch Cedar Clover Fennel Fern Hazel Heather Ivy Juniper Laurel Linden Maple Myrtle Olive Poppy".split(" ");
const lastNames =
  "Anvil Barrow Bellows Bucket Canvas Cartwheel Chisel Dolly Grommet Hammock Ladder Mallet Pulley Rivet Tarpaulin Trowel".split(
    " ",
  );
const streets = ["Sample Street", "Specimen Avenue", "Pattern Road", "Model Lane", "Trial Way", "Mock Court"];
const areas = [201, 212, 303, 312, 404, 415, 503, 512, 602, 617, 702, 713, 808, 818, 907, 919];
