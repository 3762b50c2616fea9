import type { Instant } from "../clock.ts";
import type { PriceLine } from "./price-line.ts";
import type { Amendment, Pricing } from "./pricing.ts";

/** A price as any version stored it. */
export type StoredPricing = Pricing | OldPricing;

/** A price of a version without kinds of lines, tax and estimates. */
export interface OldPricing {
  kind: "flat" | "itemized";
  currency: string;
  total_cents: number;
  lines: Pick<PriceLine, "label" | "quantity" | "unit_cents" | "amount_cents">[];
  frozen_at: Instant;
  amendments: Omit<Amendment, "id" | "agreed">[];
}

/** Reads a price of any version. Its total stays the same to the cent. A present price is returned as it is. */
export const readStoredPricing = (stored: StoredPricing): Pricing =>
  "state" in stored
    ? stored
    : {
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
      };

const placeOf = ({ kind, lines }: OldPricing, index: number): Pick<PriceLine, "kind" | "code"> => {
  if (kind === "flat" && index === 0) return { kind: "base", code: "base" };
  if (lines[index]?.label === "Minimum charge") return { kind: "base", code: "minimum" };
  return { kind: "option", code: `line-${index + 1}` };
};
