import type { Instant } from "./clock.ts";
import { invalid } from "./domain-error.ts";
import type { Service } from "./settings.ts";

/** A price in integer cents. The server computes it and locks it when the job is made. */
export interface Pricing {
  kind: "flat" | "itemized";
  /** ISO 4217. */
  currency: string;
  total_cents: number;
  lines: PriceLine[];
  frozen_at: Instant;
  /** Later price changes, each with its author and reason. `total_cents` is the present price. */
  amendments: Amendment[];
}

export interface PriceLine {
  label: string;
  /** A decimal with at most three places. */
  quantity: number;
  unit_cents: number;
  amount_cents: number;
}

export interface Amendment {
  at: Instant;
  by: string;
  reason: string;
  from_cents: number;
  to_cents: number;
}

/** A price that a dispatcher sets by hand. */
export type PricingInput =
  | { kind: "flat"; amount_cents: number; currency: string }
  | { kind: "itemized"; lines: { label: string; quantity: number; unit_cents: number }[]; currency: string };

export interface ItemChoice {
  id: string;
  quantity: number;
}

type Price = Omit<Pricing, "frozen_at" | "amendments">;

/** The highest price of one job. A larger amount is probably a typing error. */
export const maxTotalCents = 100_000_000;

/** Returns the amount of a line, rounded half up with integer arithmetic. `quantity` is exact to a thousandth. */
export const amountOf = (quantity: number, unitCents: number): number =>
  Math.floor((Math.round(quantity * 1000) * unitCents + 500) / 1000);

/**
 * Prices a service with the chosen items by the present catalog. Throws for an item that the service does not offer.
 */
export const priceService = (service: Service, choices: ItemChoice[], currency: string): Price => {
  const lines: PriceLine[] = [];
  if (service.price.kind === "flat") lines.push(lineOf(service.name, 1, service.price.amount_cents));
  for (const [index, choice] of choices.entries()) {
    const item = service.items.find((candidate) => candidate.id === choice.id);
    if (item === undefined) {
      throw invalid({ field: `/items/${index}/id`, code: "unknown_item", message: "That item is not offered here." });
    }
    lines.push(lineOf(item.label, choice.quantity, item.unit_cents));
  }
  if (lines.length === 0) {
    throw invalid({ field: "/items", code: "items_required", message: "Choose what we haul." });
  }
  const minimum = service.price.kind === "itemized" ? service.price.minimum_cents : 0;
  const sum = lines.reduce((total, line) => total + line.amount_cents, 0);
  if (sum < minimum) lines.push(lineOf("Minimum charge", 1, minimum - sum));
  return {
    kind: lines.length === 1 && service.price.kind === "flat" ? "flat" : "itemized",
    currency,
    ...totalOf(lines),
  };
};

/** Returns a price that was set by hand, as lines. */
export const priceByHand = (input: PricingInput, label: string, currency: string): Price => {
  if (input.currency !== currency) {
    throw invalid({ field: "/pricing/currency", code: "currency", message: `Prices here are in ${currency}.` });
  }
  const lines =
    input.kind === "flat"
      ? [lineOf(label, 1, input.amount_cents)]
      : input.lines.map((line) => lineOf(line.label, line.quantity, line.unit_cents));
  return { kind: input.kind, currency, ...totalOf(lines) };
};

export const freeze = (price: Price, at: Instant): Pricing => ({ ...price, frozen_at: at, amendments: [] });

/** Replaces the price. The amendment keeps the former total. */
export const amend = (pricing: Pricing, price: Price, by: string, reason: string, at: Instant): Pricing => ({
  ...price,
  frozen_at: pricing.frozen_at,
  amendments: [...pricing.amendments, { at, by, reason, from_cents: pricing.total_cents, to_cents: price.total_cents }],
});

/** Returns the lowest price of a job of this service, for the catalog. */
export const fromCents = (service: Service): number =>
  service.price.kind === "flat"
    ? service.price.amount_cents
    : Math.max(service.price.minimum_cents, Math.min(...service.items.map((item) => item.unit_cents)));

const lineOf = (label: string, quantity: number, unitCents: number): PriceLine => ({
  label,
  quantity,
  unit_cents: unitCents,
  amount_cents: amountOf(quantity, unitCents),
});

const totalOf = (lines: PriceLine[]): { total_cents: number; lines: PriceLine[] } => {
  const total = lines.reduce((sum, line) => sum + line.amount_cents, 0);
  if (total > maxTotalCents) {
    throw invalid({ field: "/pricing", code: "too_much", message: "That is more than one job can cost." });
  }
  return { total_cents: total, lines };
};
