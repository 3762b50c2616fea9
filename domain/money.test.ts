import { expect, test } from "vitest";
import { fractionDigits, readAmount } from "./money.ts";

test.each([
  ["600", "USD", 60_000],
  ["149.5", "USD", 14_950],
  ["19.99", "USD", 1_999],
  ["$1,200.00", "USD", 120_000],
  ["0", "USD", 0],
  ["600.", "USD", 60_000],
  ["1.5000", "USD", 150],
  ["600", "JPY", 600],
  ["1.234", "KWD", 1_234],
])("reads %s in %s", (text, currency, cents) => {
  expect(readAmount(text, fractionDigits(currency))).toBe(cents);
});

test.each(["", "-1", "1.005", "1e3", "six", "1.500", "$12.000", "0.500", "1,20", "NaN", "0x10", "1 000", "9999999999"])(
  "does not read %j",
  (text) => {
    expect(readAmount(text, 2)).toBeNull();
  },
);
