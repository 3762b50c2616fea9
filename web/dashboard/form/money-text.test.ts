import { describe, expect, it } from "vitest";
import { readMoney, symbolOf, writeMoney } from "./money-text.ts";

describe("an amount as it is typed", () => {
  it.each([
    ["600", "USD", "en-US", 60_000],
    ["149.5", "USD", "en-US", 14_950],
    ["$1,200.00", "USD", "en-US", 120_000],
    ["1,200", "USD", "en-US", 120_000],
    ["149,50", "USD", "en-US", 14_950],
    [" 1 200 ", "USD", "en-US", 120_000],
    ["600 USD", "USD", "en-US", 60_000],
    ["149,50 €", "EUR", "de-DE", 14_950],
    ["1.200", "EUR", "de-DE", 120_000],
    ["1.200,5", "EUR", "de-DE", 120_050],
    ["149.50", "EUR", "de-DE", 14_950],
    ["600", "JPY", "ja-JP", 600],
    ["0", "USD", "en-US", 0],
    ["0.29", "USD", "en-US", 29],
    ["1000000", "USD", "en-US", 100_000_000],
  ])("%s in %s, %s", (typed, currency, locale, cents) => {
    expect(readMoney(typed, currency, locale)).toBe(cents);
  });

  it.each(["", "abc", "-5", "1.2.3", "1,20,0", "149.505", "1.500", "12.000", "1e3", ".", "1000000.01", "12,34,567"])(
    "%j is not an amount",
    (typed) => expect(readMoney(typed, "USD", "en-US")).toBeNull(),
  );

  it("reads back whatever it writes", () => {
    for (const [currency, locale] of [
      ["USD", "en-US"],
      ["EUR", "de-DE"],
      ["JPY", "ja-JP"],
    ] as const)
      for (const cents of [0, 5, 29, 100, 14_950, 60_000, 99_999_999])
        expect(readMoney(writeMoney(cents, currency, locale), currency, locale)).toBe(cents);
  });

  it("has the currency's own sign beside it", () => {
    expect([symbolOf("USD", "en-US"), symbolOf("EUR", "de-DE"), symbolOf("CAD", "en-CA")]).toEqual(["$", "€", "$"]);
  });
});
