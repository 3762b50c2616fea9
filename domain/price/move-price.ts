import type { Day } from "../day.ts";
import type { PriceBook, PricedService } from "./price-book.ts";
import type { AmountLine } from "./price-line.ts";
import { totalsOf, type Estimate, type Pricing, type Totals } from "./pricing.ts";
import { surchargeLines } from "./surcharge.ts";

/** The move of a job's first visit. */
export interface PricedMove {
  postal_code: string | null;
  from: Day | null;
  to: Day;
}

/**
 * Returns the price after the customer moves the job to another day; null if it stays. Only surcharges that depend on
 * the day change. All other lines stay as they were frozen.
 */
export const movedPrice = (
  book: Pick<PriceBook, "surcharges">,
  service: PricedService,
  pricing: Pricing,
  { postal_code, from, to }: PricedMove,
): { totals: Totals; estimate: Estimate | null } | null => {
  const charged = pricing.lines.filter(isCharged);
  const on = (day: Day | null, lines: readonly AmountLine[]) =>
    surchargeLines(book.surcharges, service, lines, { postal_code, day });
  const [before, after] = [on(from, charged), on(to, charged)];
  const gone = without(before, after);
  const added = without(after, before);
  if (gone.length + added.length === 0) return null;
  const kept = pricing.lines.filter(({ kind, code }) => kind !== "surcharge" || !gone.some((one) => one.code === code));
  const totals = totalsOf([...kept, ...added], pricing.tax);
  if (pricing.estimate === null) return { totals, estimate: null };
  const most = withLargestOption(charged, pricing.estimate);
  const rest = pricing.lines.filter((line) => !isCharged(line) && line.kind !== "surcharge");
  const high = totalsOf([...most, ...on(to, most), ...rest], pricing.tax);
  const estimate = { ...pricing.estimate, low_cents: totals.total_cents, high_cents: high.total_cents };
  return { totals, estimate };
};

/** The lines that a percent surcharge counts. */
const isCharged = ({ kind }: AmountLine): boolean => kind === "base" || kind === "option" || kind === "add_on";

const without = (lines: readonly AmountLine[], others: readonly AmountLine[]): AmountLine[] =>
  lines.filter(({ code }) => !others.some((other) => other.code === code));

/** The lines at the high end of an estimate: with the largest option instead of the smallest, and a smaller fill-up. */
const withLargestOption = (lines: readonly AmountLine[], { options }: Estimate): AmountLine[] => {
  const largest = options.toSorted((one, other) => other.unit_cents - one.unit_cents)[0];
  const smallest = lines.find(({ code }) => options.some((option) => option.code === code));
  if (largest === undefined || smallest === undefined) return [...lines];
  const more = largest.unit_cents - smallest.unit_cents;
  return lines.map((line) => {
    const { unit_cents: cents } = line;
    if (line === smallest) return priced(line, largest.unit_cents);
    return line.kind === "base" && line.code === "minimum" ? priced(line, Math.max(0, cents - more)) : line;
  });
};

const priced = (line: AmountLine, cents: number): AmountLine => ({ ...line, unit_cents: cents, amount_cents: cents });
