import { isCurrency } from "./currency.ts";
import { maxTotalCents, type Pricing } from "./price/pricing.ts";
import { lineAmount } from "./price/rounding.ts";
import { readStoredPricing, type OldPricing } from "./price/stored-pricing.ts";
import { readExportedPricing } from "./seed-exported-pricing.ts";
import type { Instant } from "./clock.ts";
import type { Day } from "./day.ts";
import { readAmount } from "./money.ts";
import { EntryFault, isFields, required, pick, readInstant, readLine, type Fields } from "./seed-entry.ts";
import { textLimits } from "./text.ts";

export interface SeedMoney {
  /** The currency of entries that name none. */
  currency: string;
  digits: (currency: string) => number;
  zone: string;
  /** Visits may be at most five years after today. */
  today: Day;
}

/**
 * Reads `{type|kind: "flat", amount | amount_cents}` or `{type|kind: "itemized", items|lines: [{label, quantity, …}]}`.
 * Amounts without `_cents` are in major units. The price is the price in the file; it is never computed again.
 */
export const readSeedPricing = (value: unknown, label: string, frozenAt: Instant, money: SeedMoney): Pricing => {
  if (!isFields(value)) throw new EntryFault("pricing", "pricing is missing, or not an object.");
  const currency = pick(value, "currency") ?? money.currency;
  if (typeof currency !== "string" || !(isCurrency(currency) || currency === money.currency))
    throw new EntryFault("currency", "pricing.currency is not a currency of ISO 4217, as USD is.");
  const digits = money.digits(currency);
  const kind = pick(value, "kind", "type");
  const lines: SeedLine[] | null =
    kind === "flat" ? flatLine(value, label, digits) : kind === "itemized" ? readLines(value, digits) : null;
  if (lines === null) throw new EntryFault("pricing", 'pricing.kind is neither "flat" nor "itemized".');
  const total = lines.reduce((sum, line) => sum + line.amount_cents, 0);
  const stated = cents(value, digits, ["total_cents", "amount_cents"], ["total", "amount"]);
  if (stated !== undefined && stated !== total) {
    throw new EntryFault("total_mismatch", "The lines of the price do not add up to its total.");
  }
  if (total > maxTotalCents) throw new EntryFault("too_much", "That is more than one job can cost.");
  const read: OldPricing = {
    kind: kind === "flat" ? "flat" : "itemized",
    currency,
    total_cents: total,
    lines,
    frozen_at: readInstant(pick(value, "frozen_at"), "pricing.frozen_at", money.zone) ?? frozenAt,
    amendments: readAmendments(pick(value, "amendments"), money.zone),
  };
  const pricing = readStoredPricing(read);
  return value["state"] === undefined ? pricing : readExportedPricing(pricing, value, money.zone);
};

type SeedLine = OldPricing["lines"][number];

const flatLine = (value: Fields, label: string, digits: number): SeedLine[] => {
  const own = pick(value, "lines");
  // In an export, an amended flat price keeps the label of its line.
  if (Array.isArray(own) && pick(value, "amount_cents", "amount") === undefined) return readLines(value, digits);
  const amount = required(cents(value, digits, ["amount_cents"], ["amount"]), "pricing.amount");
  return [{ label, quantity: 1, unit_cents: amount, amount_cents: amount }];
};

const readLines = (value: Fields, digits: number): SeedLine[] => {
  const lines = pick(value, "lines", "items");
  if (!Array.isArray(lines) || (lines.length === 0 && value["state"] !== "unpriced"))
    throw new EntryFault("pricing", "pricing has no lines.");
  if (lines.length > 60) throw new EntryFault("pricing", "pricing has more than 60 lines.");
  return lines.map((line: unknown) => readPriceLine(line, digits));
};

const readPriceLine = (line: unknown, digits: number): SeedLine => {
  if (!isFields(line)) throw new EntryFault("pricing", "A line of the price is not an object.");
  // Amounts are read from zero up; only a discount is below zero.
  if (line["kind"] === "discount") return negative(readPriceLine(withSize(line), digits));
  const label = required(readLine(pick(line, "label", "name", "description"), "label", 120), "label");
  const quantity = readQuantity(pick(line, "quantity", "qty"));
  const unit = cents(line, digits, ["unit_cents"], ["unit_price", "unit", "price"]);
  const amount = cents(line, digits, ["amount_cents"], ["amount"]);
  if (unit !== undefined) {
    const computed = lineAmount(quantity, unit);
    if (amount !== undefined && amount !== computed) {
      throw new EntryFault("total_mismatch", `The line "${label}" does not multiply to its amount.`);
    }
    return { label, quantity, unit_cents: unit, amount_cents: computed };
  }
  const total = required(amount, "amount");
  const each = total / quantity;
  // If no whole unit price gives the amount, the line keeps the amount with a quantity of 1.
  return Number.isInteger(each) && lineAmount(quantity, each) === total
    ? { label, quantity, unit_cents: each, amount_cents: total }
    : { label: `${label} × ${quantity}`, quantity: 1, unit_cents: total, amount_cents: total };
};

const withSize = (line: Fields): Fields => ({
  ...line,
  kind: undefined,
  unit_cents: sizeOf(line["unit_cents"]),
  amount_cents: sizeOf(line["amount_cents"]),
});

const sizeOf = (value: unknown): unknown => (typeof value === "number" ? Math.abs(value) : value);

const negative = (line: SeedLine): SeedLine => ({
  ...line,
  unit_cents: -line.unit_cents,
  amount_cents: -line.amount_cents,
});

const readQuantity = (value: unknown): number => {
  if (value === undefined) return 1;
  const quantity = typeof value === "string" ? Number(value) : value;
  if (
    typeof quantity !== "number" ||
    !(quantity > 0) ||
    quantity > 1000 ||
    Math.abs(quantity * 1000 - Math.round(quantity * 1000)) > 1e-6
  ) {
    throw new EntryFault("quantity", "A quantity is a number above zero with at most three decimals.");
  }
  return Math.round(quantity * 1000) / 1000;
};

const cents = (fields: Fields, digits: number, minor: string[], major: string[]): number | undefined => {
  const exact = pick(fields, ...minor);
  if (exact !== undefined) {
    const whole = typeof exact === "number" ? nearestUnit(exact, 0) : null;
    if (whole !== null && whole <= maxTotalCents) return whole;
    throw new EntryFault("amount", `${minor.join()} is not a whole number of cents from zero up.`);
  }
  const written = pick(fields, ...major);
  if (written === undefined) return undefined;
  const read = typeof written === "number" || typeof written === "string" ? amountIn(written, digits) : null;
  if (read === null)
    throw new EntryFault("amount", `${major.join(" or ")} is not an amount from zero up, as in 149.50.`);
  return read;
};

/** Reads an amount as people write it, or as a program with binary floats does: 149.99999999999997 is 150. */
const amountIn = (written: number | string, digits: number): number | null =>
  readAmount(String(written), digits) ??
  (typeof written === "number" || /^\d{1,9}\.\d{7,}$/.test(written.trim())
    ? nearestUnit(Number(written), digits)
    : null);

/** Returns the smallest units of a currency if the amount is within a millionth of a whole number of them. */
const nearestUnit = (amount: number, digits: number): number | null => {
  const units = Math.round(amount * 10 ** digits);
  return amount >= 0 && Math.abs(amount - units / 10 ** digits) < 1e-6 ? units : null;
};

const readAmendments = (value: unknown, zone: string): OldPricing["amendments"] => {
  if (!Array.isArray(value)) return [];
  return value.map((amendment: unknown) => {
    const [from, to] = isFields(amendment) ? [amendment["from_cents"], amendment["to_cents"]] : [];
    if (!isFields(amendment) || !Number.isSafeInteger(from) || !Number.isSafeInteger(to)) {
      throw new EntryFault("pricing", "An amendment of the price is not as jobs export writes it.");
    }
    return {
      at: required(readInstant(amendment["at"], "at", zone), "at"),
      by: readLine(amendment["by"], "by", textLimits.name) ?? "",
      reason: readLine(amendment["reason"], "reason", textLimits.reason) ?? "",
      from_cents: Number(from),
      to_cents: Number(to),
    };
  });
};
