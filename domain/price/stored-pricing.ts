import type { Pricing as StoredPricing } from "../pricing.ts";
import type { PricedService } from "./price-book.ts";
import type { PriceLine } from "./price-line.ts";
import type { Pricing } from "./pricing.ts";
import type { Service } from "../settings.ts";

/** Reads a price that was stored without kinds of lines, tax and estimate. Its total stays the same to the cent. */
export const readStoredPricing = (stored: StoredPricing): Pricing => ({
  kind: stored.kind,
  state: "firm",
  currency: stored.currency,
  subtotal_cents: stored.total_cents,
  tax_cents: 0,
  total_cents: stored.total_cents,
  deposit_cents: 0,
  tax: null,
  estimate: null,
  lines: stored.lines.map((line, index) => ({
    ...line,
    ...placeOf(stored, index),
    id: `l${index + 1}`,
    taxable: true,
  })),
  frozen_at: stored.frozen_at,
  amendments: stored.amendments.map((step, index) => ({ ...step, id: `a${index + 1}`, agreed: null })),
  pending: null,
});

const placeOf = ({ kind, lines }: StoredPricing, index: number): Pick<PriceLine, "kind" | "code"> => {
  if (kind === "flat" && index === 0) return { kind: "base", code: "base" };
  if (lines[index]?.label === "Minimum charge") return { kind: "base", code: "minimum" };
  return { kind: "option", code: `line-${index + 1}` };
};

/** Reads a service that has `items` instead of groups. The same choices have the same price to the cent. */
export const readStoredService = ({ id, name, price, items }: Service): PricedService => ({
  id,
  name,
  price,
  groups: items.length === 0 ? [] : [{ id: "items", label: "Items", kind: "quantity", options: items }],
  taxable: true,
  rental: null,
  trip_fee_cents: null,
  deposit: null,
});
