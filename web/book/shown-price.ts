import type { Quote } from "../../http/client.ts";
import type { Format } from "../shared/format.ts";
import * as customer from "#message/customer.ts";

/** What the customer reads as the price: one amount, or the range of a load of unknown size. */
export interface ShownPrice {
  low_cents: number;
  high_cents: number;
}

export const shownPrice = ({ total_cents, estimate }: LockedPrice): ShownPrice =>
  estimate ?? { low_cents: total_cents, high_cents: total_cents };

export const isSamePrice = (one: ShownPrice, other: ShownPrice): boolean =>
  one.low_cents === other.low_cents && one.high_cents === other.high_cents;

export const isRange = ({ low_cents, high_cents }: ShownPrice): boolean => low_cents !== high_cents;

/** True if there is more to tell about a price than its total. */
export const hasLines = (pricing: LockedPrice): boolean =>
  pricing.deposit_cents > 0 || (!isRange(shownPrice(pricing)) && pricing.lines.length > 1);

/** `$374.00`, or `$174–$624` for a range. */
export const priceText = ({ low_cents, high_cents }: ShownPrice, format: Format, currency: string): string =>
  low_cents === high_cents
    ? format.fullMoney(low_cents, currency)
    : customer.priceRange(format.money(low_cents, currency), format.money(high_cents, currency));

/** `$374`, or `$174–$624`: for a button. */
export const shortPriceText = (price: ShownPrice, format: Format, currency: string): string =>
  price.low_cents === price.high_cents ? format.money(price.low_cents, currency) : priceText(price, format, currency);

/** A price that the server locked. */
export type LockedPrice = Quote["pricing"];
