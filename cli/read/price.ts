import { fractionDigits, readAmount } from "../../domain/money.ts";
import type { HandLine, PricingInput } from "../../domain/price/hand-price.ts";
import { UsageError } from "../command-error.ts";
import * as message from "../message/jobs.ts";

export interface PriceOptions {
  flat?: string;
  line?: string[];
}

/**
 * Reads a price: `--flat 600`, or lines such as `--line "Label x2 = 45.00"` with the price of one.
 * A price below zero is a discount. Undefined without both.
 */
export const readPrice = ({ flat, line: lines }: PriceOptions, currency: string): PricingInput | undefined => {
  if (flat !== undefined && lines !== undefined) throw new UsageError(message.flatOrLine);
  if (flat !== undefined) return { kind: "flat", amount_cents: readCents("--flat", flat, currency), currency };
  if (lines === undefined) return undefined;
  return { kind: "itemized", lines: lines.map((line) => readLine(line, currency)), currency };
};

/** Reads the lines of a price. One amount is one line, named after the service. Undefined without both. */
export const readLines = (
  options: PriceOptions,
  { currency, label }: { currency: string; label: string },
): readonly HandLine[] | undefined => {
  const price = readPrice(options, currency);
  if (price === undefined || price.kind === "itemized") return price?.lines;
  return [{ kind: "base", label, quantity: 1, unit_cents: price.amount_cents }];
};

const readLine = (text: string, currency: string) => {
  const match = /^(.+?)(?:\s+[x×*]\s?(\d+(?:\.\d+)?))?\s*=\s*(\S+)$/.exec(text.trim());
  if (match === null) throw new UsageError(message.lineFormat(text));
  const [, label = "", quantity = "1", price = ""] = match;
  const isDiscount = price.startsWith("-");
  return {
    label,
    quantity: Number(quantity),
    unit_cents: readCents("--line", isDiscount ? price.slice(1) : price, currency),
    ...(isDiscount ? { kind: "discount" as const } : {}),
  };
};

/** Reads an amount in major units. */
export const readCents = (option: string, text: string, currency: string): number => {
  const cents = readAmount(text, fractionDigits(currency));
  if (cents === null) throw new UsageError(message.amountFormat(option, text, currency));
  return cents;
};
