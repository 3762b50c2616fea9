import type { Format } from "../../shared/format.ts";
import * as price from "#message/price.ts";
import type { Pricing } from "../price/price-draft.ts";

/** The price of a job: one amount, or the range that an estimate promised. */
export const priceText = ({ estimate, total_cents: total, currency }: Pricing, format: Format): string =>
  estimate === null
    ? format.money(total, currency)
    : price.range(format.money(estimate.low_cents, currency), format.money(estimate.high_cents, currency));
