import { invalid } from "../domain-error.ts";
import { lineAmount } from "../price/rounding.ts";
import type { LineDraft } from "../price/price-line.ts";
import type { Overage, OverageItem, Proposal } from "./overage.ts";

export interface OverageDecision {
  /** The id of an item. */
  id: string;
  action: "accept" | "edit" | "waive";
  quantity?: number;
  unit_cents?: number;
  /** Needed to edit or waive. */
  reason?: string;
}

const mostItems = 30;

/**
 * Replaces what the review proposes about one thing. Null proposes nothing. What the office decided stays, and its line
 * with it, until the office decides the new proposal. A proposal that equals the last decision is not made again.
 */
export const propose = (overage: Overage | null, about: Subject, proposal: Proposal | null): Overage | null => {
  const before = overage?.items ?? [];
  const kept = before.filter((item) => item.state !== "proposed" || !isAbout(item, about));
  const last = kept.findLast((item) => isAbout(item, about));
  const isKnown =
    proposal === null || (last?.quantity === proposal.quantity && last.unit_cents === proposal.unit_cents);
  const items = isKnown ? kept : [...kept, { ...proposal, id: `o${nextNumber(before)}`, state: "proposed" as const }];
  assertItems(items);
  return items.length === 0 ? null : { state: stateOf(items), items };
};

/** A period's days or tons, or a visit's trip. */
type Subject = Pick<Proposal, "kind" | "of">;

const isAbout = (item: Subject, { kind, of }: Subject): boolean => item.kind === kind && item.of === of;

const stateOf = (items: readonly OverageItem[]): Overage["state"] =>
  items.some(({ state }) => state === "proposed") ? "open" : "closed";

/**
 * Applies the office's decisions. A decision replaces an earlier one about the same thing. The review closes when no item
 * is left to decide.
 */
export const decideOverage = (
  overage: Overage,
  decisions: readonly OverageDecision[],
  stamp: { by: string; at: string },
): Overage => {
  for (const [index, { id, action, reason }] of decisions.entries()) {
    const item = overage.items.find((one) => one.id === id);
    const isRepeated = decisions.slice(0, index).some((one) => one.id === id);
    if (item?.state !== "proposed" || isRepeated) {
      throw invalid({ field: `/decisions/${index}/id`, code: "unknown", message: "That item is not to be decided." });
    }
    if (action !== "accept" && (reason ?? "").trim() === "") {
      throw invalid({ field: `/decisions/${index}/reason`, code: "required", message: "Give a reason." });
    }
  }
  const items = overage.items.flatMap((item): OverageItem[] => {
    const decision = decisions.find(({ id }) => id === item.id);
    if (decision !== undefined) return [{ ...decided(item, decision), ...stamp }];
    const isReplaced = overage.items.some((one) => isAbout(one, item) && decisions.some(({ id }) => id === one.id));
    return isReplaced ? [] : [item];
  });
  return { state: stateOf(items), items };
};

const decided = (item: OverageItem, { action, quantity, unit_cents: unit, reason }: OverageDecision): OverageItem => {
  const why = reason === undefined ? {} : { reason };
  if (action === "accept") return { ...item, ...why, state: "accepted" };
  if (action === "waive") return { ...item, ...why, state: "waived" };
  const changed = { quantity: quantity ?? item.quantity, unit_cents: unit ?? item.unit_cents };
  return {
    ...item,
    ...why,
    ...changed,
    amount_cents: lineAmount(changed.quantity, changed.unit_cents),
    state: "edited",
  };
};

/** What the office charges on top, such as a dump fee. */
export interface AddedOverage {
  label: string;
  quantity: number;
  unit_cents: number;
  taxable?: boolean;
}

/** Adds what the office charges on top. It needs no decision, because the office made it. */
export const addOverage = (
  overage: Overage | null,
  added: readonly AddedOverage[],
  stamp: { by: string; at: string },
): Overage => {
  const before = overage?.items ?? [];
  const first = nextNumber(before);
  const items = [
    ...before,
    ...added.map((one, index) => ({
      ...one,
      id: `o${first + index}`,
      kind: "other" as const,
      of: "",
      amount_cents: lineAmount(one.quantity, one.unit_cents),
      basis: null,
      state: "accepted" as const,
      ...stamp,
    })),
  ];
  assertItems(items);
  return { state: stateOf(items), items };
};

const nextNumber = (items: readonly OverageItem[]): number =>
  Math.max(0, ...items.map(({ id }) => Number(id.slice(1)))) + 1;

const assertItems = (items: readonly OverageItem[]): void => {
  if (items.length <= mostItems) return;
  throw invalid({ field: "/overage", code: "too_many", message: `A review has at most ${mostItems} items.` });
};

/** Returns the lines of the items that are charged. `taxable` is the choice of the service. */
export const overageLines = ({ items }: Overage, taxable: boolean): LineDraft[] =>
  items
    .filter(({ state }) => state === "accepted" || state === "edited")
    .map(({ id, label, quantity, unit_cents, taxable: own }) => ({
      kind: "overage",
      code: id,
      label,
      quantity,
      unit_cents,
      taxable: own ?? taxable,
    }));
