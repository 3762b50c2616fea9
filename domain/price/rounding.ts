/**
 * The rounding of money. Every function works on integers below 2^53, because 19.99 × 100 is not 1999 in binary.
 * Amounts are integer cents. Rates and percents are integer parts per million: 8.875 % is 88,750.
 */

/** Returns the amount of a line, rounded half up. `quantity` is exact to a thousandth. */
export const lineAmount = (quantity: number, unitCents: number): number =>
  Math.floor((Math.round(quantity * 1000) * unitCents + 500) / 1000);

/** Returns a part of an amount, rounded half up: a tax, a surcharge or a deposit. The amount is not below zero. */
export const partOf = (amountCents: number, ppm: number): number =>
  Math.floor((amountCents * ppm + 500_000) / 1_000_000);

/** Returns short tons, rounded down to a thousandth in the customer's favor. */
export const tonsOf = (pounds: number): number => Math.floor((pounds * 1000) / 2000) / 1000;

/** Returns a decimal with at most three places as whole thousandths, so that sums and differences are exact. */
export const thousandthsOf = (decimal: number): number => Math.round(decimal * 1000);
