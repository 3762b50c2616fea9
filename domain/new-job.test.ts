import { describe, expect, it } from "vitest";
import { coastline, fullJob, realJob } from "./full-job.fixture.ts";
import { itemsFor, newJob, visitsFor, type NewJobInput } from "./new-job.ts";
import { priceService } from "./pricing.ts";
import { crewById, serviceById, takesBookings, windowsFor, type Service } from "./settings.ts";

const stamp = { id: "w1", at: "2026-11-30T10:00:00.000Z", by: { kind: "customer", name: "Mark" } } as const;
const identity = { id: "261130-7K3Q", token: "abcdefghijklmnopqrstuvwxyzABCDEF" };
const { service, customer, location, items, pricing, visits, source } = realJob();
const { frozen_at: _frozen, amendments: _amendments, ...price } = pricing;
const draft: NewJobInput = { service, customer, location, items, pricing: price, visits, notes: null, source };

describe("a new job", () => {
  it("is exactly what was asked for, at its first revision, with its price frozen now", () => {
    expect(newJob(draft, identity, stamp)).toEqual({
      id: identity.id,
      rev: 1,
      status: "booked",
      service,
      customer,
      location,
      items,
      pricing: { ...price, frozen_at: stamp.at, amendments: [] },
      visits,
      notes: null,
      tracking_token: identity.token,
      link: "live",
      retired_lookups: [],
      source: "booking",
      created_at: stamp.at,
      updated_at: stamp.at,
      ended_at: null,
      history: [{ ...stamp, what: "booked", from: null, to: null }],
    });
  });

  it("of an import keeps its own instants, status and id", () => {
    const imported = newJob(
      {
        ...draft,
        source: "import",
        pricing: { ...price, frozen_at: "2020-01-02T00:00:00.000Z" },
        status: "completed",
        created_at: "2020-01-01T00:00:00.000Z",
        ended_at: "2020-01-03T00:00:00.000Z",
        external_id: "old-77",
        terms: fullJob.terms,
        seen: fullJob.seen,
        sample: true,
      },
      identity,
      stamp,
    );
    expect(imported).toMatchObject({
      status: "completed",
      pricing: { frozen_at: "2020-01-02T00:00:00.000Z" },
      created_at: "2020-01-01T00:00:00.000Z",
      updated_at: stamp.at,
      ended_at: "2020-01-03T00:00:00.000Z",
      external_id: "old-77",
      terms: fullJob.terms,
      seen: fullJob.seen,
      sample: true,
      history: [{ what: "imported" }],
    });
  });
});

describe("what a service gives a job", () => {
  const rental: Service = {
    id: "rental",
    name: "Rental",
    description: "",
    price: { kind: "itemized", minimum_cents: 10_000 },
    items: [{ id: "sofa", label: "Sofa", unit_cents: 10_000 }],
    needs_window: true,
    visits: ["drop_off", "pickup"],
    stock: null,
    active: true,
  };

  it("its visits: the first when it was chosen, the others without a day", () => {
    const window = { start: "08:00", end: "12:00" };
    expect(visitsFor(rental, { day: "2026-12-01", window, crew: "dana" })).toEqual([
      { id: "v1", kind: "drop_off", day: "2026-12-01", window, crew: "dana", state: "scheduled" },
      { id: "v2", kind: "pickup", day: null, window: null, crew: null, state: "scheduled" },
    ]);
  });

  it("its items by their label, an unknown one by its id", () => {
    const choices = [
      { id: "sofa", quantity: 2 },
      { id: "piano", quantity: 1 },
    ];
    expect(itemsFor(rental, choices)).toEqual([
      { id: "sofa", label: "Sofa", quantity: 2 },
      { id: "piano", label: "piano", quantity: 1 },
    ]);
  });

  it("a minimum charge only below the minimum", () => {
    const labels = (quantity: number) =>
      priceService(rental, [{ id: "sofa", quantity }], "USD").lines.map(({ label, amount_cents }) => [
        label,
        amount_cents,
      ]);
    expect(labels(1)).toEqual([["Sofa", 10_000]]);
    expect(labels(0.5)).toEqual([
      ["Sofa", 5_000],
      ["Minimum charge", 5_000],
    ]);
  });
});

describe("what the settings offer", () => {
  const settings = coastline({ closed_days: ["2026-12-25"] });
  const [first] = settings.services;

  it("neither a service nor a crew that is not active", () => {
    const id = first?.id ?? "";
    expect(serviceById(settings, id)).toEqual(first);
    const services = settings.services.map((one) => ({ ...one, active: false }));
    expect(serviceById({ ...settings, services }, id)).toBeUndefined();
    expect([crewById(settings, "dana")?.name, crewById(settings, "crew-3")]).toEqual(["Dana Whitfield", undefined]);
  });

  it("bookings: where it is open, and on a deployed store not while services are samples", () => {
    const takes = (open: boolean, sample: boolean, deployed: boolean) =>
      takesBookings({ ...settings, sample, booking: { ...settings.booking, open } }, deployed);
    expect([
      takes(true, true, false),
      takes(true, true, true),
      takes(true, false, true),
      takes(false, false, false),
    ]).toEqual([true, false, true, false]);
  });

  it("no window on a closed day, and its weekday's on every other", () => {
    expect(windowsFor(settings, "2026-12-25", "fri")).toEqual([]);
    expect(windowsFor(settings, "2026-12-18", "fri")).toEqual(settings.hours.fri);
    expect(windowsFor(settings, "2026-12-20", "sun")).toEqual([]);
  });
});
