import { priceByHand } from "./hand-price.ts";
import { bookWith } from "./price-book.fixture.ts";
import type { Price } from "./pricing.ts";

/** A price of one amount, without tax. */
export const flatPrice = (cents: number, name = "Junk removal"): Price =>
  priceByHand(
    bookWith(0),
    { name, taxable: true, deposit: null },
    { kind: "flat", amount_cents: cents, currency: "USD" },
    { postal_code: null },
  );
