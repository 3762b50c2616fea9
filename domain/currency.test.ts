import { describe, expect, it } from "vitest";
import { currencyChanges, inCurrency, isCurrency, pricesInCurrency } from "./currency.ts";
import { maxTotalCents } from "./price/pricing.ts";
import { DomainError } from "./domain-error.ts";
import { rentalRules } from "./price/price-book.fixture.ts";
import { sampleSettings } from "./settings.ts";

const fresh = sampleSettings("UTC");
/** The services that have a price, without the add-ons of the first. */
const settings = {
  ...fresh,
  services: fresh.services
    .filter(({ price }) => price.kind !== "quote")
    .map((service) => (service.price.kind === "flat" ? { ...service, groups: [] } : service)),
};
const prices = (services: typeof settings.services) =>
  services.map(({ price, groups, active }) => ({
    base: price.kind === "flat" ? price.amount_cents : price.kind === "itemized" ? price.minimum_cents : null,
    first: groups[0]?.options[0]?.unit_cents ?? null,
    active,
  }));
const before = [
  { base: 60_000, first: null, active: true },
  { base: 14_900, first: 14_900, active: true },
  { base: 8_900, first: 8_900, active: true },
];

const refused = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    if (error instanceof DomainError) return error.fields.map(({ field, code }) => `${field} ${code}`);
    throw error;
  }
};

it("accepts only ISO 4217 codes in capital letters", () => {
  expect(["USD", "JPY", "usd", "ZZZ", "XXX", ""].map(isCurrency)).toEqual([true, true, false, false, false, false]);
});

describe("the prices after a change of currency", () => {
  it.each([
    ["the same currency", "USD", "USD", undefined, before],
    ["as many decimals", "USD", "EUR", undefined, before],
    ["amounts that are restated", "USD", "JPY", "restated", before],
    [
      "fewer decimals",
      "USD",
      "JPY",
      "keep_numbers",
      [
        { base: 600, first: null, active: true },
        { base: 149, first: 149, active: true },
        { base: 89, first: 89, active: true },
      ],
    ],
    [
      "more decimals",
      "USD",
      "KWD",
      "keep_numbers",
      [
        { base: 600_000, first: null, active: true },
        { base: 149_000, first: 149_000, active: true },
        { base: 89_000, first: 89_000, active: true },
      ],
    ],
    [
      "cleared prices",
      "USD",
      "EUR",
      "clear_prices",
      [
        { base: 0, first: null, active: false },
        { base: 0, first: 0, active: false },
        { base: 0, first: 0, active: false },
      ],
    ],
  ] as const)("%s", (_, from, to, choice, expected) => {
    expect(prices(pricesInCurrency(settings, { from, to, choice }).services)).toEqual(expected);
  });

  it("need a choice if the decimals differ", () => {
    expect(refused(() => pricesInCurrency(settings, { from: "USD", to: "JPY", choice: undefined }))).toEqual([
      "/currency_change currency_change_required",
    ]);
  });

  it("cannot exceed the limit of one job", () => {
    const at = (amount_cents: number) => ({
      ...settings,
      services: settings.services.map((service) => ({ ...service, price: { kind: "flat" as const, amount_cents } })),
    });
    const moved = (amount: number) =>
      refused(() => pricesInCurrency(at(amount), { from: "JPY", to: "USD", choice: "keep_numbers" }));
    expect(moved(maxTotalCents / 100 + 1)).toEqual(["/services/0/price/amount_cents too_much"]);
  });

  it("are in rentals, fees, deposits and surcharges too, and a percent stays", () => {
    const [load, ...others] = settings.services;
    if (load === undefined) throw new RangeError("The samples begin with a service");
    const rental = {
      ...load,
      rental: { ...rentalRules, swap_cents: 40_000 },
      trip_fee_cents: 12_500,
      deposit: { policy: "ask" as const, amount_cents: 10_000 },
    };
    const percent = { id: "sat", label: "Saturday", active: true, percent_ppm: 100_000 };
    const fee = { id: "far", label: "Far", active: true, amount_cents: 2_500 };
    const next = pricesInCurrency(
      {
        services: [rental, { ...load, rental: rentalRules, price: { kind: "quote" } }, ...others],
        surcharges: [percent, fee],
        payments: { deposit: { policy: "ask", percent_ppm: 250_000 } },
      },
      { from: "USD", to: "JPY", choice: "keep_numbers" },
    );
    expect(next.services[0]).toMatchObject({
      rental: { extra_day_cents: 25, extra_ton_cents: 65, swap_cents: 400, included_days: 7 },
      trip_fee_cents: 125,
      deposit: { policy: "ask", amount_cents: 100 },
    });
    expect(next.services[1]).toMatchObject({ price: { kind: "quote" }, rental: { swap_cents: null } });
    expect(next.surcharges).toEqual([percent, { ...fee, amount_cents: 25 }]);
    expect(next.payments).toEqual({ deposit: { policy: "ask", percent_ppm: 250_000 } });
  });

  it("change with the settings", () => {
    const next = inCurrency(settings, "JPY", "keep_numbers");
    expect(next.business).toEqual({ ...settings.business, currency: "JPY" });
    expect(prices(next.services)[0]).toEqual({ base: 600, first: null, active: true });
    expect(currencyChanges).toEqual(["keep_numbers", "clear_prices", "restated"]);
  });
});
