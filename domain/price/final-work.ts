import { invalid } from "../domain-error.ts";
import type { ItemChoice } from "./choices.ts";
import { handLines, type HandLine } from "./hand-price.ts";
import { withFrozenOptions } from "./on-site-price.ts";
import type { PriceBook, PricedService } from "./price-book.ts";
import { priceJob } from "./price-job.ts";
import { withAmount, type AmountLine, type PriceLine } from "./price-line.ts";
import { totalsOf, type Pricing, type Totals } from "./pricing.ts";
import { isTaxable } from "./service-tax.ts";
import type { Occasion } from "./surcharge.ts";
import { rateAt } from "./tax.ts";

/** The real work: options of the service, lines of the office, or both. */
export interface FinalWork {
  items?: readonly ItemChoice[];
  /** Only the office writes lines. */
  lines?: readonly HandLine[];
}

/** What the job is, for its new price. `service` is null if the business no longer offers it. */
export interface PricedJob extends Occasion {
  pricing: Pricing;
  service: PricedService | null;
  /** The name of the service on the job. */
  name: string;
}

/**
 * Returns the price of the real work. The tax keeps its frozen rate, and a line that was frozen keeps its price. Items
 * replace the base and the options; extra days, swaps and surcharges of the job stay (decision 0115). Lines replace everything that the
 * office may write. Overage always stays, because only the review decides it.
 */
export const finalTotals = (
  book: PriceBook,
  job: PricedJob,
  { items, lines }: FinalWork,
): Totals & Pick<Pricing, "tax"> => {
  if (items === undefined && lines === undefined) {
    throw invalid({ field: "/items", code: "required", message: "Send the items or the lines of the new price." });
  }
  const { pricing, postal_code: code } = job;
  const written = lines === undefined ? [] : linesByHand(job, lines);
  const kept = pricing.lines.filter(
    ({ kind, code: own }) =>
      kind === "overage" ||
      (items !== undefined && (stayingCodes.has(own) || (kind === "discount" && lines === undefined))),
  );
  const tax = pricing.state === "unpriced" ? rateAt(book.tax, code) : pricing.tax;
  const byItems = items === undefined ? [] : linesByItems(book, job, items);
  return { ...totalsOf([...byItems, ...written, ...kept], tax), tax };
};

/** Lines that follow from the rental, and not from the items. */
const stayingCodes: ReadonlySet<string> = new Set(["extra_days", "swap"]);

const linesByItems = (book: PriceBook, job: PricedJob, items: readonly ItemChoice[]): AmountLine[] => {
  const { pricing, service } = job;
  if (service === null) {
    throw invalid({
      field: "/items",
      code: "unknown_service",
      message: "This service is not offered any more. Write the lines of the price instead.",
    });
  }
  const charged = pricing.lines.filter(({ kind }) => kind === "surcharge");
  const surcharges = book.surcharges.filter(({ id }) => charged.some(({ code }) => code === id));
  const gone = charged.filter(({ code }) => !surcharges.some(({ id }) => id === code));
  const price = priceJob({ ...book, surcharges }, asLocked(service, pricing), {
    items,
    postal_code: job.postal_code,
    day: job.day,
    tax_exempt: true,
  });
  return [...price.lines, ...gone];
};

/** Returns the service with the prices that the job has locked. */
const asLocked = (service: PricedService, pricing: Pricing): PricedService => {
  const locked = withFrozenOptions(service, pricing);
  if (locked.price.kind === "quote") return { ...locked, price: { kind: "itemized", minimum_cents: 0 } };
  const base = pricing.lines.find(({ code }) => code === "base");
  return locked.price.kind === "flat" && base !== undefined
    ? { ...locked, price: { kind: "flat", amount_cents: base.amount_cents } }
    : locked;
};

/** A line that keeps its kind and its label keeps its code, so the rental still finds its swaps and extra days. */
const linesByHand = ({ pricing, name }: PricedJob, lines: readonly HandLine[]): AmountLine[] => {
  const written = handLines({ name, taxable: isTaxable(pricing) }, { kind: "itemized", lines }).map(withAmount);
  const before = [...pricing.lines];
  const known = written.map((line) => takeSame(before, line));
  const taken = new Set(pricing.lines.map(({ code }) => code));
  return written.map((line, index) => ({ ...line, code: known[index]?.code ?? freeCode(taken) }));
};

/** Removes and returns the line that this one replaces. */
const takeSame = (lines: PriceLine[], { kind, label }: AmountLine): PriceLine | undefined => {
  const index = lines.findIndex((line) => line.kind === kind && line.label === label);
  return index < 0 ? undefined : lines.splice(index, 1)[0];
};

const freeCode = (taken: Set<string>): string => {
  let number = 1;
  while (taken.has(`line-${number}`)) number += 1;
  const code = `line-${number}`;
  taken.add(code);
  return code;
};
