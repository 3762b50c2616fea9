import { describe, expect, it } from "vitest";
import { coastline } from "./full-job.fixture.ts";
import { serviceFaults } from "./price/price-book-faults.ts";
import { trailer } from "./price/price-book.fixture.ts";
import {
  crewById,
  crewsSeePrices,
  newService,
  sampleSettings,
  serviceById,
  takesBookings,
  windowsFor,
} from "./settings.ts";

const fresh = sampleSettings("America/Los_Angeles");
const halfDays = [
  { start: "08:00", end: "12:00", capacity: 3 },
  { start: "12:00", end: "16:00", capacity: 3 },
];

it("a fresh store starts with these rules, hours and crews", () => {
  expect(fresh).toEqual({
    rev: 0,
    business: {
      name: "Your Hauling Company",
      phone: null,
      time_zone: "America/Los_Angeles",
      currency: "USD",
      locale: "en-US",
      language: "en",
    },
    booking: {
      open: true,
      lead_time_hours: 2,
      days_ahead: 60,
      postal_codes: null,
      zip_first: false,
      cutoff_hours: 2,
      requests_past_per_hour: 60,
      requests_past_per_address: 5,
      link_days: 30,
      crews_see_prices: false,
      crews_set_prices: false,
    },
    hours: { mon: halfDays, tue: halfDays, wed: halfDays, thu: halfDays, fri: halfDays, sat: halfDays, sun: [] },
    closed_days: [],
    tax: { label: "Sales tax", rate_ppm: 0, by_postal_code: [] },
    surcharges: [],
    quotes: { valid_days: 14 },
    payments: { deposit: { policy: "none", amount_cents: 0 } },
    crews: [{ id: "crew-1", name: "Crew 1", active: true }],
    sample: true,
    services: expect.anything(),
    terms: { version: "1", text: expect.stringMatching(/./) },
  });
});

it("a fresh store has three sample services with these prices, and one by quote that is off", () => {
  const rules = { taxable: true, deposit: null, needs_window: true, visits: ["service"] };
  expect(fresh.services).toMatchObject([
    { ...trailer, ...rules, description: "You load it. 7 days, 2 tons included.", active: true },
    { id: "junk-removal", rental: null, price: { kind: "itemized", minimum_cents: 14_900 }, ...rules, active: true },
    { id: "single-item", rental: null, price: { kind: "itemized", minimum_cents: 8_900 }, ...rules, active: true },
    { id: "estate-cleanout", rental: null, price: { kind: "quote" }, ...rules, groups: [], active: false },
  ]);
  const prices = fresh.services.flatMap(({ id, groups }) =>
    groups.map(({ id: group, kind, options }) => [
      `${id} ${group} ${kind}`,
      Object.fromEntries(options.map((option) => [option.id, option.unit_cents])),
    ]),
  );
  expect(Object.fromEntries(prices)).toEqual({
    "trailer-15 add-ons add_on": { mattress: 2_500, tire: 1_500 },
    "junk-removal load choice": {
      "quarter-load": 14_900,
      "half-load": 34_900,
      "three-quarter-load": 47_900,
      "full-load": 59_900,
    },
    "junk-removal add-ons add_on": { stairs: 2_500, mattress: 2_500, freon: 4_000, "long-carry": 3_500 },
    "single-item items quantity": { sofa: 8_900, mattress: 8_900, fridge: 11_900, "hot-tub": 34_900 },
  });
  expect(fresh.services.flatMap((service, at) => serviceFaults(service, `/services/${at}`))).toEqual([]);
});

it("customers can book sample services only on a store that is not deployed", () => {
  const closed = { ...fresh, booking: { ...fresh.booking, open: false } };
  const own = { ...fresh, sample: false };
  const takes = (settings: typeof fresh) => [takesBookings(settings, false), takesBookings(settings, true)];
  expect([takes(fresh), takes(own), takes(closed)]).toEqual([
    [true, false],
    [true, true],
    [false, false],
  ]);
});

describe("the settings", () => {
  const settings = coastline({ closed_days: ["2026-12-25"] });
  const [first] = settings.services;

  it("find only active services and crews", () => {
    const id = first?.id ?? "";
    expect(serviceById(settings, id)).toEqual(first);
    const services = settings.services.map((service) => ({ ...service, active: false }));
    expect(serviceById({ ...settings, services }, id)).toBeUndefined();
    expect([crewById(settings, "dana")?.name, crewById(settings, "crew-3")]).toEqual(["Dana Whitfield", undefined]);
  });

  it("show crews prices if they see or set them", () => {
    const sees = (booking: Partial<typeof settings.booking>) =>
      crewsSeePrices({ ...settings, booking: { ...settings.booking, ...booking } });
    expect([sees({}), sees({ crews_see_prices: true }), sees({ crews_set_prices: true })]).toEqual([false, true, true]);
  });

  it("give a closed day no windows, and other days those of their weekday", () => {
    expect(windowsFor(settings, "2026-12-25", "fri")).toEqual([]);
    expect(windowsFor(settings, "2026-12-18", "fri")).toEqual(settings.hours.fri);
    expect(windowsFor(settings, "2026-12-20", "sun")).toEqual([]);
  });
});

it("a new service has the usual values, and its fields in the order of the schema", () => {
  const price = { kind: "flat", amount_cents: 100 } as const;
  expect(JSON.stringify(newService({ price, name: "Sofa", id: "sofa", taxable: false }))).toBe(
    JSON.stringify({
      id: "sofa",
      name: "Sofa",
      description: "",
      price,
      groups: [],
      taxable: false,
      rental: null,
      trip_fee_cents: null,
      deposit: null,
      needs_window: true,
      visits: ["service"],
      active: true,
    }),
  );
});
