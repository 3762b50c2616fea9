import type { RentalRules } from "../rental/rental-rules.ts";
import type { PriceBook, PricedService, Surcharge } from "./price-book.ts";

export const rentalRules: RentalRules = {
  equipment_type: "trailer-15",
  included_days: 7,
  extra_day_cents: 2_500,
  included_tons: 2,
  extra_ton_cents: 6_500,
  max_days: 30,
  pickup: "on_request",
  swap: "exchange",
  swap_cents: null,
  count_delivery_day: false,
};

/** The services of a fresh store, as the price book describes them. */
export const trailer: PricedService = {
  id: "trailer-15",
  name: "15-yard dump trailer",
  price: { kind: "flat", amount_cents: 60_000 },
  groups: [
    {
      id: "add-ons",
      label: "Add-ons",
      kind: "add_on",
      options: [
        { id: "mattress", label: "Mattress", unit_cents: 2_500 },
        { id: "tire", label: "Tire", unit_cents: 1_500, max: 10 },
      ],
    },
  ],
  taxable: true,
  rental: rentalRules,
  trip_fee_cents: 12_500,
  deposit: null,
};

export const junkRemoval: PricedService = {
  id: "junk-removal",
  name: "Junk removal",
  price: { kind: "itemized", minimum_cents: 14_900 },
  groups: [
    {
      id: "load",
      label: "Load",
      kind: "choice",
      allow_not_sure: true,
      options: [
        { id: "quarter-load", label: "Quarter load", unit_cents: 14_900, volume_percent: 25 },
        { id: "half-load", label: "Half load", unit_cents: 34_900, volume_percent: 50 },
        { id: "three-quarter-load", label: "Three-quarter load", unit_cents: 47_900, volume_percent: 75 },
        { id: "full-load", label: "Full load", unit_cents: 59_900, volume_percent: 100 },
      ],
    },
    {
      id: "add-ons",
      label: "Add-ons",
      kind: "add_on",
      options: [
        { id: "stairs", label: "Stairs, each flight", unit_cents: 2_500, max: 10 },
        { id: "mattress", label: "Mattress", unit_cents: 2_500 },
      ],
    },
  ],
  taxable: true,
  rental: null,
  trip_fee_cents: null,
  deposit: null,
};

export const singleItem: PricedService = {
  ...junkRemoval,
  id: "single-item",
  name: "Single item",
  price: { kind: "itemized", minimum_cents: 8_900 },
  groups: [
    {
      id: "items",
      label: "Items",
      kind: "quantity",
      options: [
        { id: "sofa", label: "Sofa", unit_cents: 8_900 },
        { id: "fridge", label: "Fridge or freezer", unit_cents: 11_900 },
      ],
    },
  ],
};

export const saturdayTenPercent: Surcharge = {
  id: "saturday",
  label: "Saturday",
  active: true,
  weekdays: ["sat"],
  percent_ppm: 100_000,
};

export const friday = "2026-12-04";
export const saturday = "2026-12-05";

/** A price book with one tax rate for all addresses. */
export const bookWith = (rate_ppm: number, change: Partial<PriceBook> = {}): PriceBook => ({
  currency: "USD",
  tax: { label: "Sales tax", rate_ppm, by_postal_code: [] },
  surcharges: [],
  deposit: { policy: "none", amount_cents: 0 },
  ...change,
});
