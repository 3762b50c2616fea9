import { invalid } from "../domain-error.ts";
import type { ItemChoice } from "../price/choices.ts";
import { handLines, priceByHand, type HandLine } from "../price/hand-price.ts";
import type { PriceBook, PricedService } from "../price/price-book.ts";
import { priceJob } from "../price/price-job.ts";
import type { Price } from "../price/pricing.ts";
import type { Occasion } from "../price/surcharge.ts";

/** The offer as the office writes it: options of the service, lines, or both. */
export interface QuotedWork {
  items?: readonly ItemChoice[];
  not_sure?: readonly string[];
  lines?: readonly HandLine[];
  /** The days of a rental. */
  days?: number;
  /** Null or left out for the deposit of the service. */
  deposit_cents?: number | null;
}

/** Returns the price that a quote offers. A surcharge applies only to options of the service, as in any price. */
export const priceQuote = (
  book: PriceBook,
  service: PricedService,
  { items, not_sure, lines = [], days, deposit_cents: deposit = null }: QuotedWork,
  where: Occasion & { tax_exempt?: boolean },
): Price => {
  const byOptions =
    items !== undefined || not_sure !== undefined || (lines.length === 0 && service.price.kind !== "quote");
  if (!byOptions && lines.length === 0) {
    throw invalid({ field: "/lines", code: "required", message: "Add at least one line." });
  }
  const price = byOptions
    ? priceJob(book, asOffered(service), {
        ...where,
        items: items ?? [],
        ...(not_sure === undefined ? {} : { not_sure }),
        ...(days === undefined ? {} : { days }),
        added: handLines(service, { kind: "itemized", lines }),
      })
    : priceByHand(book, service, { kind: "itemized", lines, currency: book.currency }, where);
  return deposit === null ? price : withDeposit(price, deposit);
};

/** A service that the office prices may have options too, such as a load. The office then offers them. */
const asOffered = (service: PricedService): PricedService =>
  service.price.kind === "quote" ? { ...service, price: { kind: "itemized", minimum_cents: 0 } } : service;

const withDeposit = (price: Price, cents: number): Price => {
  const most = price.estimate?.low_cents ?? price.total_cents;
  if (cents > most) {
    throw invalid({ field: "/deposit_cents", code: "too_much", message: "The deposit is more than the price." });
  }
  return { ...price, deposit_cents: cents };
};
