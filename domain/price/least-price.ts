import type { PricedService } from "./price-book.ts";

/** Returns the least that a job of this service costs without tax, for "from $149"; null if it is priced by hand. */
export const leastPrice = ({ price, groups }: Pick<PricedService, "price" | "groups">): number | null => {
  if (price.kind === "quote") return null;
  // A choice has to be made. Of the other groups, one option is enough.
  const chosen = groups.filter(({ kind }) => kind === "choice").map(cheapest);
  const fixed = chosen.reduce((sum, cents) => sum + cents, 0);
  if (price.kind === "flat") return price.amount_cents + fixed;
  const single = Math.min(...groups.filter(({ kind }) => kind === "quantity").map(cheapest));
  return Math.max(price.minimum_cents, chosen.length > 0 || single === Infinity ? fixed : single);
};

const cheapest = ({ options }: PricedService["groups"][number]): number =>
  Math.min(...options.map(({ unit_cents: cents }) => cents));
