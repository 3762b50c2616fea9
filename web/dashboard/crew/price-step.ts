import type { Job } from "../../../http/api-client.ts";
import { promiseOf, type Pricing } from "../price/price-draft.ts";

export type PriceGroup = NonNullable<Job["price_groups"]>[number];
type Line = Pricing["lines"][number];

/**
 * Where the final price of a visit stands. `none`: this crew sets no price here. `open`: the real load has no price yet.
 * `waiting`: a higher price waits for the customer. `set`: the price was set after the crew arrived, or the service has
 * no load to choose.
 */
export type PriceStep = "none" | "open" | "waiting" | "set";

export const priceStep = (job: Job | undefined, visitId: string): PriceStep => {
  const pricing = job?.pricing;
  if (job?.price_groups === undefined || pricing === undefined) return "none";
  if (pricing.pending !== null) return "waiting";
  const arrived = job.visits.find(({ id }) => id === visitId)?.reported_at ?? null;
  const isSet = arrived !== null && pricing.amendments.some(({ at }) => at >= arrived);
  return isSet || !hasLoad(job.price_groups) ? "set" : "open";
};

/** True if the price depends on a choice, such as the size of the load. Other services only have extras. */
export const hasLoad = (groups: readonly PriceGroup[]): boolean => groups.some(({ kind }) => kind === "choice");

/** True if each choice has one option. The server refuses a price without. */
export const isComplete = (groups: readonly PriceGroup[], items: readonly { id: string }[]): boolean =>
  groups.every(
    ({ kind, options }) => kind !== "choice" || options.some(({ id }) => items.some((one) => one.id === id)),
  );

/** A price as the server worked it out, before it is saved. */
export interface NextPrice {
  total_cents: number;
  /** What `lines` leaves out of the total. */
  tax_cents: number;
  lines: Line[];
  /** True if it is above what the customer was promised, so it needs a yes. */
  needsYes: boolean;
}

/** Reads a preview. A price that needs a yes stands in `pending`. */
export const nextPrice = (preview: Pricing, before: Pricing): NextPrice => {
  const { lines, total_cents: total } = preview.pending ?? preview;
  return {
    total_cents: total,
    tax_cents: total - sum(lines),
    lines: lines.filter(({ kind }) => kind !== "tax"),
    needsYes: preview.pending !== null && total > promiseOf(before),
  };
};

/** What a line is next to the price before: new, instead of another choice, or the same. */
export type LineChange = { kind: "same" } | { kind: "new" } | { kind: "instead_of"; label: string };

export const lineChange = (line: Line, before: Pricing, groups: readonly PriceGroup[]): LineChange => {
  const old = before.lines.find(({ code }) => code === line.code);
  if (old !== undefined) return old.quantity === line.quantity ? { kind: "same" } : { kind: "new" };
  const choice = groups.find(({ kind, options }) => kind === "choice" && options.some(({ id }) => id === line.code));
  const replaced = before.lines.find(({ code }) => choice?.options.some(({ id }) => id === code));
  return replaced === undefined ? { kind: "new" } : { kind: "instead_of", label: replaced.label };
};

/** The quantity after a tap on plus or minus, as the form keeps it. Nothing is left out of the items. */
export const steppedBy = (text: string | undefined, by: number, max = 1_000): string =>
  String(Math.min(max, Math.max(0, Math.round((Number(text ?? "") || 0) * 1_000 + by * 1_000) / 1_000)));

const sum = (lines: readonly Line[]): number =>
  lines.reduce((total, { kind, amount_cents: amount }) => (kind === "tax" ? total : total + amount), 0);
