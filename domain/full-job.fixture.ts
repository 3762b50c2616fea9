import type { Job } from "./job.ts";
import { sampleSettings, type Settings } from "./settings.ts";

/**
 * A job with a different value in every field, so that a projection that leaks or drops a field fails its test. It is a
 * rental with two visits: dropped off by Dana, ready for pickup, price changed by Ana.
 */
export const fullJob = {
  id: "261127-7K3Q",
  rev: 5,
  status: "ready_for_pickup",
  service: { id: "trailer-15", name: "15-yard dump trailer" },
  customer: { name: "Mark Soderblom", phone: "+16195550142", email: "mark@example.com" },
  location: { street: "9126 Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122", notes: "Gate 4417" },
  items: [{ id: "mattress", label: "Mattress", quantity: 2 }],
  pricing: {
    kind: "itemized",
    state: "firm",
    currency: "USD",
    subtotal_cents: 60_000,
    tax_cents: 5_000,
    total_cents: 65_000,
    deposit_cents: 15_000,
    tax: { label: "Sales tax", rate_ppm: 83_333 },
    estimate: null,
    lines: [
      {
        id: "l1",
        kind: "base",
        code: "base",
        label: "15-yard dump trailer",
        quantity: 1,
        unit_cents: 60_000,
        amount_cents: 60_000,
        taxable: true,
      },
      {
        id: "l2",
        kind: "tax",
        code: "tax",
        label: "Sales tax",
        quantity: 1,
        unit_cents: 5_000,
        amount_cents: 5_000,
        taxable: false,
      },
    ],
    frozen_at: "2026-11-20T10:00:00.000Z",
    amendments: [
      {
        id: "a1",
        at: "2026-11-28T18:00:00.000Z",
        by: "Ana Reyes",
        reason: "Two mattresses",
        from_cents: 60_000,
        to_cents: 65_000,
        agreed: { how: "phone", name: "Mark", at: "2026-11-28T18:00:00.000Z" },
      },
    ],
    pending: null,
  },
  visits: [
    {
      id: "v1",
      kind: "drop_off",
      day: "2026-11-27",
      window: { start: "08:00", end: "12:00" },
      crew: "dana",
      state: "done",
      done_on: "2026-11-27",
    },
    {
      id: "v2",
      kind: "pickup",
      day: "2026-12-04",
      window: { start: "12:00", end: "16:00" },
      crew: "luis",
      state: "scheduled",
      requested: { day: "2026-12-03", window: null },
      position: 512.5,
      arrival_estimate: "2026-12-04T21:05:00.000Z",
      attempt: { code: "blocked", reason: "A car stood before it", at: "2026-12-03T21:00:00.000Z" },
      note: "Bring the long chain",
      reported_at: "2026-12-03T21:00:00.000Z",
      same_unit: true,
      charged: true,
    },
  ],
  rental: {
    equipment_type: "trailer-15",
    days: 7,
    included_days: 7,
    extra_day_cents: 2500,
    included_tons: 2,
    extra_ton_cents: 6500,
    swap_cents: null,
    max_days: 30,
    count_delivery_day: false,
    swap: "exchange",
  },
  equipment: [
    {
      id: "e1",
      type: "trailer-15",
      unit: "T15-02",
      from: "2026-11-27",
      until: "2026-12-04",
      delivered_by: "v1",
      removed_by: "v2",
      ready_on: "2026-11-29",
      asked_for: "2026-12-03",
      allowed_days: 7,
      net_tons: 3.4,
      ticket: "88213",
    },
  ],
  overage: {
    state: "closed",
    items: [
      {
        id: "o1",
        kind: "tons",
        of: "e1",
        label: "Extra tons",
        quantity: 1.4,
        unit_cents: 6500,
        amount_cents: 9100,
        basis: { used: 3.4, included: 2 },
        state: "waived",
        by: "Ana Reyes",
        at: "2026-11-29T09:00:00.000Z",
        reason: "A regular",
      },
    ],
  },
  quote: {
    version: 2,
    sent_at: "2026-11-19T10:00:00.000Z",
    valid_until: "2026-12-03",
    message: "With the shed",
    declined_reason: "Too late",
    approved: { version: 2, at: "2026-11-20T09:00:00.000Z", name: "Mark Soderblom", how: "link" },
  },
  request: { description: "A shed and a fence", preferred: [{ day: "2026-11-27" }] },
  ended_by: { kind: "declined" },
  tax_exempt: { reason: "A church" },
  customer_record: "c_7K3Q0F4M",
  notes: "Call first",
  tracking_token: "abcdefghijklmnopqrstuvwxyzABCDEF",
  link: "live",
  retired_lookups: ["AAAAAAAAAAAAAAAAAAAAAA"],
  external_id: "old-77",
  source: "booking",
  sample: true,
  terms: { version: "3", accepted_at: "2026-11-20T09:59:00.000Z" },
  seen: { release: "88f6aa", catalog: "c4t" },
  created_at: "2026-11-20T10:00:00.000Z",
  updated_at: "2026-11-29T09:40:00.000Z",
  ended_at: null,
  history: [
    {
      id: "w1",
      at: "2026-11-20T10:00:01.000Z",
      by: { kind: "customer", name: "Mark" },
      what: "booked",
      from: null,
      to: null,
    },
    {
      id: "w2",
      at: "2026-11-21T10:00:00.000Z",
      by: { kind: "dispatcher", name: "Ana" },
      what: "assigned",
      from: { notes: "a" },
      to: { notes: "b" },
    },
    {
      id: "w3",
      at: "2026-11-27T17:00:00.000Z",
      by: { kind: "crew", name: "Dana" },
      what: "dropped_off",
      from: {},
      to: {},
    },
    {
      id: "w4",
      at: "2026-11-28T18:00:00.000Z",
      by: { kind: "dispatcher", name: "Ana Reyes" },
      what: "priced",
      reason: "Two mattresses",
      from: {},
      to: {},
    },
    {
      id: "w5",
      at: "2026-11-29T09:40:00.000Z",
      by: { kind: "customer", name: "Mark" },
      what: "ready_for_pickup",
      from: {},
      to: {},
    },
  ],
} as const satisfies Required<Job>;

/** The same job, but not of a sample day, and a copy that a test can change. */
export const realJob = (change: Partial<Job> = {}): Job => {
  const { sample: _sample, ...job } = structuredClone<Job>(fullJob);
  return { ...job, ...change };
};

export const coastline = (change: Partial<Settings> = {}): Settings => {
  const settings = sampleSettings("America/Los_Angeles");
  return {
    ...settings,
    business: { ...settings.business, name: "Coastline Hauling", phone: "+16195550100" },
    crews: [
      { id: "dana", name: "Dana Whitfield", active: true },
      { id: "luis", name: "Luis Ortega", active: true },
      { id: "crew-3", name: "Crew 3", active: false },
    ],
    ...change,
  };
};
