import { invalid } from "../domain-error.ts";
import { lineAmount } from "./rounding.ts";

/** The kinds of lines, in the order of a price. Only a discount is below zero. */
export const lineKinds = ["base", "option", "add_on", "surcharge", "discount", "overage", "tax"] as const;
export type LineKind = (typeof lineKinds)[number];

export interface PriceLine {
  /** Unique in the price: `l1`. */
  id: string;
  kind: LineKind;
  /** What the line stands for in the price book: the id of an option or surcharge, or `base`, `minimum`, `extra_days`. */
  code: string;
  label: string;
  /** A decimal with at most three places. */
  quantity: number;
  unit_cents: number;
  amount_cents: number;
  taxable: boolean;
}

/** A line before it has its id and its amount. */
export type LineDraft = Omit<PriceLine, "id" | "amount_cents">;

/** A line with its amount, before it has its id. */
export type AmountLine = Omit<PriceLine, "id">;

/** The most lines of one price. */
const mostLines = 60;

/** Computes the amount. A discount rounds its size and then takes the minus, so it never rounds in its own favor. */
export const withAmount = (draft: LineDraft): AmountLine => {
  if (draft.kind !== "discount") return { ...draft, amount_cents: lineAmount(draft.quantity, draft.unit_cents) };
  const size = Math.abs(draft.unit_cents);
  return { ...draft, unit_cents: -size, amount_cents: -lineAmount(draft.quantity, size) };
};

/** Puts lines into the order of a price and numbers them. */
export const inOrder = (lines: readonly AmountLine[]): PriceLine[] => {
  if (lines.length > mostLines) {
    throw invalid({ field: "/lines", code: "too_many", message: `A price has at most ${mostLines} lines.` });
  }
  return lineKinds
    .flatMap((kind) => lines.filter((line) => line.kind === kind))
    .map((line, index) => ({ ...line, id: `l${index + 1}` }));
};

export const sumOf = (lines: readonly AmountLine[]): number => lines.reduce((sum, line) => sum + line.amount_cents, 0);
