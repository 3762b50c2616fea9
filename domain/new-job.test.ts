import { describe, expect, it } from "vitest";
import { fullJob, realJob } from "./full-job.fixture.ts";
import { itemsFor, newJob, visitsFor, type NewJobInput } from "./new-job.ts";
import { newService } from "./settings.ts";

const stamp = { id: "w1", at: "2026-11-30T10:00:00.000Z", by: { kind: "customer", name: "Mark" } } as const;
const identity = { id: "261130-7K3Q", token: "abcdefghijklmnopqrstuvwxyzABCDEF" };
const { service, customer, location, items, pricing, visits, source } = realJob();
const { frozen_at: _frozen, amendments: _amendments, pending: _pending, ...price } = pricing;
const input: NewJobInput = { service, customer, location, items, pricing: price, visits, notes: null, source };

describe("a new job", () => {
  it("has exactly the input, its first revision, and a price locked now", () => {
    expect(newJob(input, identity, stamp)).toEqual({
      id: identity.id,
      rev: 1,
      status: "booked",
      service,
      customer,
      location,
      items,
      pricing: { ...price, frozen_at: stamp.at, amendments: [], pending: null },
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

  it("that is imported keeps its instants, status and id", () => {
    const imported = newJob(
      {
        ...input,
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

describe("the service of a new job", () => {
  const rental = newService({
    id: "rental",
    name: "Rental",
    price: { kind: "itemized", minimum_cents: 10_000 },
    groups: [
      { id: "items", label: "Items", kind: "quantity", options: [{ id: "sofa", label: "Sofa", unit_cents: 10_000 }] },
    ],
    visits: ["drop_off", "pickup"],
  });

  it("gives the visits: the first with the chosen day, the others not scheduled", () => {
    const window = { start: "08:00", end: "12:00" };
    expect(visitsFor(rental, { day: "2026-12-01", window, crew: "dana" })).toEqual([
      { id: "v1", kind: "drop_off", day: "2026-12-01", window, crew: "dana", state: "scheduled" },
      { id: "v2", kind: "pickup", day: null, window: null, crew: null, state: "scheduled" },
    ]);
  });

  it("gives the items their labels; an unknown item keeps its id", () => {
    const choices = [
      { id: "sofa", quantity: 2 },
      { id: "piano", quantity: 1 },
    ];
    expect(itemsFor(rental, choices)).toEqual([
      { id: "sofa", label: "Sofa", quantity: 2 },
      { id: "piano", label: "piano", quantity: 1 },
    ]);
  });
});
