import * as message from "#message/price-book.ts";
import type { Settings } from "./settings-api.ts";

type Rule = Settings["payments"]["deposit"];
export type DepositKind = keyof typeof message.deposits;

/** The text of a rule, for the merge conflict. Null is the rule of all services. */
export const depositText = (rule: Rule | null, money: (cents: number) => string): string => {
  if (rule === null || rule.policy === "none") return message.deposits[depositKind(rule)];
  const value = "percent_ppm" in rule ? `${rule.percent_ppm / 10_000} %` : money(rule.amount_cents);
  return `${message.deposit} ${value}`;
};

export const depositKind = (rule: Rule | null): DepositKind => {
  if (rule === null) return "inherit";
  if (rule.policy === "none") return "none";
  return "percent_ppm" in rule ? "percent" : "amount";
};
