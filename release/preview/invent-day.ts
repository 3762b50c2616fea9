import { createHmac } from "node:crypto";
import type { Job, JobFields, Visit } from "../../domain/job.ts";
import type { Pricing } from "../../domain/pricing.ts";
import type { Settings } from "../../domain/settings.ts";
import { newToken } from "../../domain/token.ts";
import type { ArchivedDay } from "../../store/archive.ts";

/**
 * A day of live jobs as staging may show it: the same days, windows, statuses, services and prices, and nothing of a person.
 * Names, numbers and streets are invented, the same for the same person; tokens are new; emails, notes, reasons, queued
 * messages and whatever somebody typed are left out. Town and postal code stay: areas and routes are tried with them.
 *
 * Pure, of the day and a secret `seed`: again gives the same, and without the seed no way leads back. docs/decisions/0067.
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

/** Services, prices and hours as they are; crews and the business's number invented. */
export const inventSettings = (live: Settings, preview: Settings): Settings => ({
  ...live,
  rev: preview.rev,
  business: { ...live.business, name: `${live.business.name} (preview)`, phone: null },
  crews: live.crews.map(({ active }, at) => ({ id: `crew-${at + 1}`, name: `Crew ${at + 1}`, active })),
});

const inventJob = (job: Job, invention: Invention): Job => {
  const { external_id: _, ...kept } = job;
  return {
    ...kept,
    ...(inventFields(kept, job, invention) as Job),
    history: job.history.map(({ reason, ...entry }) => ({
      ...entry,
      by: { kind: entry.by.kind, name: actors[entry.by.kind] },
      ...(reason === undefined ? {} : { reason: leftOut }),
      from: entry.from && inventFields(entry.from, job, invention),
      to: entry.to && inventFields(entry.to, job, invention),
    })),
  };
};

const actors = { customer: "Customer", dispatcher: "Office", crew: "Crew", system: "Tailboard" };
const leftOut = "(left out)";

/** Of the present job or of a part of its past alike: what is not there is not made up. */
const inventFields = (fields: JobFields, job: Job, invention: Invention): JobFields => {
  const { external_id: _, ...invented } = fields;
  const dice = (what: string) => diceOf(invention.seed, what);
  if (fields.tracking_token !== undefined)
    // Of the token itself, so that one that was replaced stays another one.
    invented.tracking_token = newToken({ ...dice(`token ${job.id} ${fields.tracking_token}`), fraction: () => 0 });
  // Tombstones of links that never were links here.
  if (fields.retired_lookups !== undefined) invented.retired_lookups = [];
  if (fields.customer !== undefined) {
    const { customer } = fields;
    const reachable = customer?.phone !== undefined || customer?.email !== undefined;
    invented.customer = customer && {
      name: nameOf(dice, customer.name),
      ...(reachable ? { phone: phoneOf(dice, customer.phone ?? customer.email ?? "") } : {}),
    };
  }
  if (fields.location !== undefined) {
    const { street, city, state, postal_code } = fields.location;
    invented.location = {
      street: streetOf(dice, street),
      city,
      ...(state === undefined ? {} : { state }),
      postal_code,
    };
  }
  if (fields.notes !== undefined) invented.notes = null;
  if (fields.items !== undefined)
    invented.items = fields.items.map((item) => ({ ...item, label: wordOf(item.label, invention) }));
  if (fields.service !== undefined)
    invented.service = { ...fields.service, name: wordOf(fields.service.name, invention) };
  if (fields.pricing !== undefined) invented.pricing = inventPricing(fields.pricing, invention);
  if (fields.visits !== undefined) invented.visits = fields.visits.map((visit) => inventVisit(visit, invention));
  return invented;
};

const inventPricing = (pricing: Pricing, invention: Invention): Pricing => ({
  ...pricing,
  lines: pricing.lines.map((line) => ({ ...line, label: wordOf(line.label, invention) })),
  amendments: pricing.amendments.map((amendment) => ({ ...amendment, by: "Office", reason: leftOut })),
});

const inventVisit = (visit: Visit, { crews }: Invention): Visit => ({
  ...visit,
  crew: visit.crew === null ? null : (crews.get(visit.crew) ?? "crew-gone"),
});

/** Somebody may have typed a name into the line of a price. */
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
