import { describe, expect, it } from "vitest";
import { coastline } from "../domain/full-job.fixture.ts";
import { rentalRules } from "../domain/price/price-book.fixture.ts";
import type { Service } from "../domain/settings.ts";
import { catalogOf } from "./catalog.ts";

const service = (id: string, change: Partial<Service> = {}): Service => ({
  id,
  name: `Service ${id}`,
  description: `About ${id}`,
  price: { kind: "flat", amount_cents: 60_000 },
  groups: [],
  taxable: true,
  rental: null,
  trip_fee_cents: 12_500,
  deposit: null,
  needs_window: true,
  visits: ["service"],
  active: true,
  ...change,
});
const items = [
  { id: "sofa", label: "Sofa", unit_cents: 8_900 },
  { id: "lamp", label: "Lamp", unit_cents: 1_500 },
];
const groups: Service["groups"] = [
  {
    id: "items",
    label: "Items",
    kind: "quantity",
    options: items.map((item) => ({ ...item, max: 10, hint: "each" })),
  },
];
const shownGroups = structuredClone(groups);
for (const option of groups.flatMap(({ options }) => options)) option.taxable = false;
const deposit = { policy: "ask", amount_cents: 5_000 } as const;
const services = [
  service("quote", { price: { kind: "quote" } }),
  service("flat"),
  service("hidden", { active: false }),
  service("items", { price: { kind: "itemized", minimum_cents: 4_900 }, groups, needs_window: false }),
  service("rental", { rental: rentalRules, deposit }),
];

describe("the public catalog", () => {
  it("lists at most 200 ZIP codes, and none of a longer list", () => {
    const codes = Array.from({ length: 201 }, (_, index) => String(92_000 + index));
    const areaOf = (postal_codes: string[] | null) => {
      const settings = coastline({});
      const { booking } = catalogOf(
        { ...settings, booking: { ...settings.booking, postal_codes } },
        { deployed: false },
      );
      return [booking.area, booking.postal_codes?.length ?? null];
    };
    expect([codes, codes.slice(1), null].map(areaOf)).toEqual([
      ["list", null],
      ["list", 200],
      ["everywhere", null],
    ]);
  });

  it("has the active services; no fees, visits, hours, crews or rules of the office", () => {
    const tax = {
      label: "Sales tax",
      rate_ppm: 82_500,
      by_postal_code: [{ postal_codes: ["92122"], rate_ppm: 0 }],
    };
    const settings = coastline({ services, tax, closed_days: ["2026-12-25"] });
    const booking = {
      ...settings.booking,
      postal_codes: ["92104", "92122"],
      zip_first: true,
      lead_time_hours: 3,
      days_ahead: 45,
    };
    expect(catalogOf({ ...settings, booking, sample: false }, { deployed: true })).toEqual({
      business: {
        name: "Coastline Hauling",
        phone: "+16195550100",
        time_zone: "America/Los_Angeles",
        currency: "USD",
        locale: "en-US",
        language: "en",
      },
      languages: ["en", "es"],
      booking: {
        open: true,
        lead_time_hours: 3,
        days_ahead: 45,
        area: "list",
        postal_codes: ["92104", "92122"],
        zip_first: true,
      },
      sample: false,
      services: [
        {
          id: "flat",
          name: "Service flat",
          description: "About flat",
          price: { kind: "flat", from_cents: 60_000 },
          items: [],
          groups: [],
          rental: null,
          deposit: null,
          needs_window: true,
        },
        {
          id: "items",
          name: "Service items",
          description: "About items",
          price: { kind: "itemized", from_cents: 4_900 },
          items,
          groups: shownGroups,
          rental: null,
          deposit: null,
          needs_window: false,
        },
        {
          id: "rental",
          name: "Service rental",
          description: "About rental",
          price: { kind: "flat", from_cents: 60_000 },
          items: [],
          groups: [],
          rental: {
            included_days: 7,
            extra_day_cents: 2_500,
            included_tons: 2,
            extra_ton_cents: 6_500,
            max_days: 30,
            pickup: "on_request",
            swap: "exchange",
            count_delivery_day: false,
          },
          deposit,
          needs_window: true,
        },
      ],
      tax: { label: "Sales tax", rate_ppm: 82_500 },
      terms: settings.terms,
    });
  });

  it("lists services that are priced by hand for pages that ask for them", () => {
    const ids = (quote: boolean) =>
      catalogOf(coastline({ services }), { deployed: false, quote }).services.map(({ id, price }) => [id, price]);
    expect(ids(true)[0]).toEqual(["quote", { kind: "quote", from_cents: null }]);
    expect(ids(true)).toHaveLength(ids(false).length + 1);
  });

  it.each([
    [{ open: true, sample: true, deployed: false }, true],
    [{ open: true, sample: true, deployed: true }, false],
    [{ open: true, sample: false, deployed: true }, true],
    [{ open: false, sample: false, deployed: false }, false],
  ])("is open for bookings with %j: %j", ({ open, sample, deployed }, expected) => {
    const settings = coastline({ sample });
    const found = catalogOf({ ...settings, booking: { ...settings.booking, open } }, { deployed });
    expect([found.booking.open, found.sample]).toEqual([expected, sample]);
  });
});
