import { expect, test } from "vitest";
import { bookWith, junkRemoval, rentalRules, saturdayTenPercent, singleItem, trailer } from "./price-book.fixture.ts";
import { priceBookFaults, serviceFaults } from "./price-book-faults.ts";
import type { OptionGroup, PriceBook, PricedService } from "./price-book.ts";

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const option = (id: string) => ({ id, label: id, unit_cents: 100 });
const group = (id: string, ids: string[], kind: OptionGroup["kind"] = "add_on"): OptionGroup => ({
  id,
  label: id,
  kind,
  options: ids.map(option),
});
const of = (service: Partial<PricedService>) =>
  serviceFaults({ ...trailer, ...service }, "/services/0").map(({ field, code }) => [field, code]);
const book = (change: Partial<PriceBook>) =>
  priceBookFaults(bookWith(0, change)).map(({ field, code }) => [field, code]);

test("the services of a fresh store have no fault, and neither has what is exactly at its limit", () => {
  for (const service of [trailer, junkRemoval, singleItem]) expect(serviceFaults(service, "/services/0")).toEqual([]);
  expect(
    of({
      groups: many(10, (at) =>
        group(
          `g${at}`,
          many(6, (index) => `o${at}-${index}`),
        ),
      ),
    }),
  ).toEqual([]);
  expect(of({ rental: { ...rentalRules, max_days: 7 } })).toEqual([]);
});

test.each<[string, Partial<PricedService>, [string, string][]]>([
  ["eleven groups", { groups: many(11, (at) => group(`g${at}`, [`o${at}`])) }, [["/services/0/groups", "too_many"]]],
  [
    "61 options",
    {
      groups: [
        group(
          "g",
          many(61, (at) => `o${at}`),
        ),
      ],
    },
    [["/services/0/groups", "too_many"]],
  ],
  [
    "one option id in two groups",
    { groups: [group("g", ["a", "b"]), group("h", ["c", "b"])] },
    [["/services/0/groups/1/options/1/id", "repeated"]],
  ],
  [
    "two choices",
    { groups: [group("g", ["a"], "choice"), group("x", ["c"]), group("h", ["b"], "choice")] },
    [["/services/0/groups/2/kind", "one_choice"]],
  ],
  ["a group without options", { groups: [group("g", [])] }, [["/services/0/groups/0/options", "required"]]],
  [
    "fewer days at most than included",
    { rental: { ...rentalRules, max_days: 6 } },
    [["/services/0/rental/max_days", "range"]],
  ],
])("a service has a fault with %s", (_what, service, expected) => {
  expect(of(service)).toEqual(expected);
});

test("tax and surcharges have limits in all, not for each", () => {
  const tax = (...lengths: number[]) => ({
    label: "Sales tax",
    rate_ppm: 0,
    by_postal_code: lengths.map((length) => ({ postal_codes: many(length, String), rate_ppm: 1 })),
  });
  expect(book({ tax: tax(1_000, 1_000) })).toEqual([]);
  expect(book({ tax: tax(1_000, 1_001) })).toEqual([["/tax/by_postal_code", "too_many"]]);
  expect(book({ tax: tax(...many(51, () => 1)) })).toEqual([["/tax/by_postal_code", "too_many"]]);
  const surcharge = (id: number, codes: number, dates: number) => ({
    ...saturdayTenPercent,
    id: `s${id}`,
    postal_codes: many(codes, String),
    dates: many(dates, String),
  });
  expect(book({ surcharges: many(50, (at) => surcharge(at, 40, 2)) })).toEqual([]);
  expect(book({ surcharges: many(51, (at) => surcharge(at, 0, 0)) })).toEqual([["/surcharges", "too_many"]]);
  expect(book({ surcharges: [surcharge(1, 2_000, 0), surcharge(2, 1, 0)] })).toEqual([["/surcharges", "too_many"]]);
  expect(book({ surcharges: [surcharge(1, 0, 100), surcharge(2, 0, 1)] })).toEqual([["/surcharges", "too_many"]]);
  expect(book({ surcharges: [surcharge(1, 0, 0), surcharge(1, 0, 0)] })).toEqual([["/surcharges/1/id", "repeated"]]);
});
