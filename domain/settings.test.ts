import { expect, it } from "vitest";
import { sampleSettings, takesBookings } from "./settings.ts";

const fresh = sampleSettings("America/Los_Angeles");
const halfDays = [
  { start: "08:00", end: "12:00", capacity: 3 },
  { start: "12:00", end: "16:00", capacity: 3 },
];

it("a fresh store begins with these rules, hours and crews", () => {
  expect(fresh).toEqual({
    rev: 0,
    business: {
      name: "Your Hauling Company",
      phone: null,
      time_zone: "America/Los_Angeles",
      currency: "USD",
      locale: "en-US",
    },
    booking: {
      open: true,
      lead_time_hours: 2,
      days_ahead: 60,
      postal_codes: null,
      cutoff_hours: 2,
      requests_past_per_hour: 60,
      requests_past_per_address: 5,
      link_days: 30,
      crews_see_prices: false,
    },
    hours: { mon: halfDays, tue: halfDays, wed: halfDays, thu: halfDays, fri: halfDays, sat: halfDays, sun: [] },
    closed_days: [],
    crews: [{ id: "crew-1", name: "Crew 1", active: true }],
    sample: true,
    services: expect.anything(),
    terms: { version: "1", text: expect.stringMatching(/./) },
  });
});

it("a fresh store has three sample services with these prices", () => {
  const rules = { needs_window: true, visits: ["service"], stock: null, active: true };
  const texts = { name: expect.any(String), description: expect.any(String), items: expect.any(Array) };
  expect(fresh.services).toEqual([
    { id: "trailer-15", price: { kind: "flat", amount_cents: 60_000 }, ...texts, ...rules },
    { id: "junk-removal", price: { kind: "itemized", minimum_cents: 14_900 }, ...texts, ...rules },
    { id: "single-item", price: { kind: "itemized", minimum_cents: 8_900 }, ...texts, ...rules },
  ]);
  const prices = Object.fromEntries(
    fresh.services.flatMap(({ items }) => items.map((item) => [item.id, item.unit_cents])),
  );
  expect(prices).toEqual({
    "quarter-load": 14_900,
    "half-load": 34_900,
    "three-quarter-load": 47_900,
    "full-load": 59_900,
    stairs: 2_500,
    sofa: 8_900,
    mattress: 8_900,
    fridge: 11_900,
    "hot-tub": 34_900,
  });
});

it("strangers book samples only on the machine itself", () => {
  const closed = { ...fresh, booking: { ...fresh.booking, open: false } };
  const own = { ...fresh, sample: false };
  const takes = (settings: typeof fresh) => [takesBookings(settings, false), takesBookings(settings, true)];
  expect([takes(fresh), takes(own), takes(closed)]).toEqual([
    [true, false],
    [true, true],
    [false, false],
  ]);
});
