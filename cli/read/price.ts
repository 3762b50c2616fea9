import { fractionDigits, readAmount } from "../../domain/money.ts";
import type { PricingInput } from "../../domain/pricing.ts";
import { UsageError } from "../failure.ts";

export interface PriceOptions {
  flat?: string;
  line?: string[];
}

/** `--flat 600`, or `--line "Label x2 = 45.00"` with the price of one. Undefined where neither is given. */
export const readPrice = ({ flat, line: lines }: PriceOptions, currency: string): PricingInput | undefined => {
  if (flat !== undefined && lines !== undefined) throw new UsageError("Give --flat or --line, not both.");
  if (flat !== undefined) return { kind: "flat", amount_cents: amount("--flat", flat, currency), currency };
  if (lines === undefined) return undefined;
  return { kind: "itemized", lines: lines.map((line) => readLine(line, currency)), currency };
};

const readLine = (text: string, currency: string) => {
  const match = /^(.+?)(?:\s+[x×*]\s?(\d+(?:\.\d+)?))?\s*=\s*(\S+)$/.exec(text.trim());
  if (match === null) throw new UsageError(`--line "${text}" is not understood. Write it as "Label x2 = 45.00".`);
  const [, label = "", quantity = "1", each = ""] = match;
  return { label, quantity: Number(quantity), unit_cents: amount("--line", each, currency) };
};

const amount = (option: string, text: string, currency: string): number => {
  const cents = readAmount(text, fractionDigits(currency));
  if (cents === null) throw new UsageError(`${option} "${text}" is not an amount in ${currency}, as in 149.50.`);
  return cents;
};
