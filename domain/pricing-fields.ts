import type { FieldTable } from "./field-table.ts";
import type { HistoryEntry } from "./job.ts";
import type { PriceLine } from "./price/price-line.ts";
import type { Amendment, PendingPrice, Pricing } from "./price/pricing.ts";

/** Everyone who sees a price sees all of it. */
const priced = ["staff", "list", "crew_price", "customer", "export"] as const;

/** Every field of a price. */
export const pricingFields = {
  kind: { label: "Kind", empty: "required", shownTo: priced, staging: "keep" },
  state: { label: "State", empty: "required", shownTo: priced, staging: "keep" },
  currency: { label: "Currency", empty: "required", shownTo: priced, staging: "keep" },
  subtotal_cents: { label: "Before tax", empty: "required", shownTo: priced, staging: "keep" },
  tax_cents: { label: "Tax", empty: "required", shownTo: priced, staging: "keep" },
  total_cents: { label: "Total", empty: "required", shownTo: priced, staging: "keep" },
  deposit_cents: { label: "Deposit", empty: "required", shownTo: priced, staging: "keep" },
  tax: { label: "Tax rate", empty: "null", shownTo: priced, staging: "keep" },
  estimate: { label: "Estimate", empty: "null", shownTo: priced, staging: "replace" },
  lines: { label: "Lines", empty: "required", shownTo: priced, staging: "replace" },
  frozen_at: { label: "Set", empty: "required", shownTo: priced, staging: "keep" },
  amendments: { label: "Amendments", empty: "required", shownTo: priced, staging: "replace" },
  pending: { label: "Waiting price", empty: "null", shownTo: priced, staging: "remove" },
} as const satisfies FieldTable<Pricing>;

/** Every field of a line of a price. */
export const priceLineFields = {
  id: { label: "Line", empty: "required", shownTo: priced, staging: "keep" },
  kind: { label: "Kind", empty: "required", shownTo: priced, staging: "keep" },
  code: { label: "Code", empty: "required", shownTo: priced, staging: "keep" },
  label: { label: "Label", empty: "required", shownTo: priced, staging: "replace" },
  quantity: { label: "Quantity", empty: "required", shownTo: priced, staging: "keep" },
  unit_cents: { label: "Unit price", empty: "required", shownTo: priced, staging: "keep" },
  amount_cents: { label: "Amount", empty: "required", shownTo: priced, staging: "keep" },
  taxable: { label: "Taxed", empty: "required", shownTo: priced, staging: "keep" },
} as const satisfies FieldTable<PriceLine>;

/** Every field of a price change. The customer sees the name of the business in `by`. */
export const amendmentFields = {
  id: { label: "Amendment", empty: "required", shownTo: priced, staging: "keep" },
  at: { label: "Changed", empty: "required", shownTo: priced, staging: "keep" },
  by: { label: "Changed by", empty: "required", shownTo: priced, staging: "replace" },
  reason: { label: "Reason", empty: "required", shownTo: priced, staging: "replace" },
  from_cents: { label: "Before", empty: "required", shownTo: priced, staging: "keep" },
  to_cents: { label: "After", empty: "required", shownTo: priced, staging: "keep" },
  agreed: { label: "Agreed", empty: "null", shownTo: priced, staging: "remove" },
} as const satisfies FieldTable<Amendment>;

/** Every field of a price that waits for the customer. The customer sees the name of the business in `by`. */
export const pendingPriceFields = {
  id: { label: "Waiting price", empty: "required", shownTo: priced, staging: "keep" },
  at: { label: "Proposed", empty: "required", shownTo: priced, staging: "keep" },
  by: { label: "Proposed by", empty: "required", shownTo: priced, staging: "replace" },
  reason: { label: "Reason", empty: "required", shownTo: priced, staging: "replace" },
  lines: { label: "Lines", empty: "required", shownTo: priced, staging: "replace" },
  total_cents: { label: "Total", empty: "required", shownTo: priced, staging: "keep" },
} as const satisfies FieldTable<PendingPrice>;

/** Every field of an entry of a job's history. */
export const historyFields = {
  id: { label: "Entry", empty: "required", shownTo: ["staff", "export"], staging: "keep" },
  at: { label: "Time", empty: "required", shownTo: ["staff", "customer", "export"], staging: "keep" },
  by: { label: "Person", empty: "required", shownTo: ["staff", "export"], staging: "replace" },
  what: { label: "Event", empty: "required", shownTo: ["staff", "customer", "export"], staging: "keep" },
  reason: { label: "Reason", empty: "left_out", shownTo: ["staff", "export"], staging: "replace" },
  undoes: { label: "Undone entry", empty: "left_out", shownTo: ["staff", "customer", "export"], staging: "keep" },
  from: { label: "Before", empty: "null", shownTo: ["staff", "export"], staging: "replace" },
  to: { label: "After", empty: "null", shownTo: ["staff", "export"], staging: "replace" },
} as const satisfies FieldTable<HistoryEntry>;
