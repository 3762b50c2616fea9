import { lineKinds, type LineKind, type PriceLine } from "./price/price-line.ts";
import type { Agreement, Estimate, Pricing } from "./price/pricing.ts";
import { EntryFault, isFields, readInstant, readLine, required, type Fields } from "./seed-entry.ts";
import { textLimits } from "./text.ts";

/**
 * Adds what `jobs export` writes beyond an older version: the kinds of lines, the tax, the estimate, the deposit and the
 * price that waits for the customer. `pricing` has the lines and the total of the same price, already checked.
 */
export const readExportedPricing = (pricing: Pricing, value: Fields, zone: string): Pricing => {
  const lines = pricing.lines.map((line, index) => withPlace(line, itemOf(value["lines"], index)));
  const tax = lines.filter(({ kind }) => kind === "tax").reduce((sum, line) => sum + line.amount_cents, 0);
  return {
    ...pricing,
    state: readOneOf(value["state"], ["firm", "estimate", "unpriced"]),
    lines,
    subtotal_cents: pricing.total_cents - tax,
    tax_cents: tax,
    deposit_cents: readCents(value["deposit_cents"] ?? 0),
    tax: readTax(value["tax"]),
    estimate: readEstimate(value["estimate"]),
    amendments: pricing.amendments.map((step, index) => {
      const exported = itemOf(value["amendments"], index);
      return { ...step, id: readText(exported["id"] ?? step.id), agreed: readAgreement(exported["agreed"], zone) };
    }),
    pending: readPending(value["pending"], zone),
  };
};

/** Reads the price that waits for the customer's yes. Its lines add up to its total. */
const readPending = (value: unknown, zone: string): Pricing["pending"] => {
  if (!isFields(value)) return null;
  const lines = listOf(value["lines"]).map((line): PriceLine => ({
    id: readText(line["id"]),
    kind: readOneOf<LineKind>(line["kind"], lineKinds),
    code: readText(line["code"]),
    label: readText(line["label"]),
    quantity: readNumber(line["quantity"]),
    unit_cents: readCents(line["unit_cents"]),
    amount_cents: readCents(line["amount_cents"]),
    taxable: line["taxable"] === true,
  }));
  const total = readCents(value["total_cents"]);
  if (lines.reduce((sum, line) => sum + line.amount_cents, 0) !== total) throw notExported();
  return {
    id: readText(value["id"]),
    at: required(readInstant(value["at"], "at", zone), "at"),
    by: readText(value["by"]),
    reason: required(readLine(value["reason"], "reason", textLimits.reason), "reason"),
    lines,
    total_cents: total,
  };
};

const readNumber = (value: unknown): number => {
  if (typeof value !== "number" || !Number.isFinite(value)) throw notExported();
  return value;
};

const withPlace = (line: PriceLine, value: Fields): PriceLine => ({
  ...line,
  kind: readOneOf<LineKind>(value["kind"], lineKinds),
  code: readText(value["code"]),
  taxable: value["taxable"] === true,
});

const readTax = (value: unknown): Pricing["tax"] =>
  isFields(value) ? { label: readText(value["label"]), rate_ppm: readCents(value["rate_ppm"]) } : null;

const readEstimate = (value: unknown): Estimate | null => {
  if (!isFields(value)) return null;
  return {
    low_cents: readCents(value["low_cents"]),
    high_cents: readCents(value["high_cents"]),
    options: listOf(value["options"]).map((option) => ({
      code: readText(option["code"]),
      label: readText(option["label"]),
      unit_cents: readCents(option["unit_cents"]),
    })),
  };
};

const readAgreement = (value: unknown, zone: string): Agreement | null => {
  if (!isFields(value)) return null;
  return {
    how: readOneOf(value["how"], ["in_person", "link", "phone", "not_needed"]),
    name: readLine(value["name"], "name", textLimits.name) ?? null,
    at: required(readInstant(value["at"], "at", zone), "at"),
  };
};

const readOneOf = <T extends string>(value: unknown, known: readonly T[]): T => {
  const found = known.find((one) => one === value);
  if (found === undefined) throw notExported();
  return found;
};

const readText = (value: unknown): string => required(readLine(value, "pricing", 120), "pricing");

const readCents = (value: unknown): number => {
  if (!Number.isSafeInteger(value)) throw notExported();
  return Number(value);
};

const itemOf = (value: unknown, index: number): Fields => listOf(value)[index] ?? {};

const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

const notExported = (): EntryFault => new EntryFault("pricing", "The price is not as jobs export writes it.");
