import { describe, expect, it } from "vitest";
import { coastline } from "../domain/full-job.fixture.ts";
import type { Service } from "../domain/settings.ts";
import { catalogOf } from "./catalog.ts";

const service = (id: string, change: Partial<Service> = {}): Service => ({
  id,
  name: `Service ${id}`,
  description: `About ${id}`,
  price: { kind: "flat", amount_cents: 60_000 },
  items: [],
  needs_window: true,
  visits: ["service"],
  stock: 4,
  active: true,
  ...change,
});
const items = [
  { id: "sofa", label: "Sofa", unit_cents: 8_900 },
  { id: "lamp", label: "Lamp", unit_cents: 1_500 },
];
const services = [
  service("flat"),
  service("hidden", { active: false }),
  service("items", { price: { kind: "itemized", minimum_cents: 4_900 }, items, needs_window: false }),
];

describe("the public catalog", () => {
  it("has the active services; no stock, visits, hours, crews or rules of the office", () => {
    const settings = coastline({ services, closed_days: ["2026-12-25"] });
    const booking = { ...settings.booking, postal_codes: ["92104", "92122"], lead_time_hours: 3, days_ahead: 45 };
    expect(catalogOf({ ...settings, booking, sample: false }, true)).toEqual({
      business: {
        name: "Coastline Hauling",
        phone: "+16195550100",
        time_zone: "America/Los_Angeles",
        currency: "USD",
        locale: "en-US",
      },
      booking: { open: true, lead_time_hours: 3, days_ahead: 45, postal_codes: ["92104", "92122"] },
      sample: false,
      services: [
        {
          id: "flat",
          name: "Service flat",
          description: "About flat",
          price: { kind: "flat", from_cents: 60_000 },
          items: [],
          needs_window: true,
        },
        {
          id: "items",
          name: "Service items",
          description: "About items",
          price: { kind: "itemized", from_cents: 4_900 },
          items,
          needs_window: false,
        },
      ],
      terms: settings.terms,
    });
  });

  it.each([
    [{ open: true, sample: true, deployed: false }, true],
    [{ open: true, sample: true, deployed: true }, false],
    [{ open: true, sample: false, deployed: true }, true],
    [{ open: false, sample: false, deployed: false }, false],
  ])("is open for bookings with %j: %j", ({ open, sample, deployed }, expected) => {
    const settings = coastline({ sample });
    const found = catalogOf({ ...settings, booking: { ...settings.booking, open } }, deployed);
    expect([found.booking.open, found.sample]).toEqual([expected, sample]);
  });
});
