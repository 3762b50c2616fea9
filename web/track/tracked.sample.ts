import { flatPrice } from "../../domain/price/flat-price.fixture.ts";
import { freeze } from "../../domain/price/pricing.ts";
import type { TrackedJob } from "../../http/client.ts";

const sampleRental = {
  type: "trailer-15",
  delivered_on: "2026-11-27",
  until: "2026-12-04",
  allowed_days: 7,
  count_delivery_day: false,
  extra_day_cents: 2_500,
  last_day: "2026-12-04",
  swap: "exchange" as const,
};

/** For tests: a trailer booked for Friday, Nov 27, 2026 at a business in Los Angeles. */
export const sampleTracked = (change: Partial<TrackedJob> = {}): TrackedJob => ({
  id: "261127-7K3Q",
  status: "booked",
  stage: "scheduled",
  service: "15-yard dump trailer",
  service_id: "trailer-15",
  day: "2026-11-27",
  window: { start: "08:00", end: "12:00" },
  crew_first_name: "Dana",
  pricing: freeze(flatPrice(60_000, "15-yard dump trailer"), "2026-11-20T18:00:00.000Z"),
  next: "crew_arrives",
  can: ["reschedule", "cancel", "message"],
  cutoff_at: "2026-11-27T04:00:00.000Z",
  timeline: [{ at: "2026-11-20T18:00:00.000Z", what: "booked" }],
  visits: [
    { kind: "drop_off", day: "2026-11-27", window: { start: "08:00", end: "12:00" }, state: "scheduled" },
    { kind: "pickup", day: null, window: null, state: "scheduled" },
  ],
  arrival_estimate: null,
  rental: { ...sampleRental, delivered_on: null },
  price_change: null,
  quote: null,
  messages: [],
  calendar: { uid: "v1.261127-7K3Q@store-1", sequence: 1 },
  language: "en",
  business: { name: "Coastline Hauling", phone: "+16195550142", time_zone: "America/Los_Angeles", locale: "en-US" },
  updated_at: "2026-11-20T18:00:00.000Z",
  rev: 1,
  expires_at: null,
  ...change,
});

/** For tests: the same trailer at the customer's, to be picked up when they say so. */
export const sampleOnSite = (change: Partial<TrackedJob> = {}): TrackedJob =>
  sampleTracked({
    stage: "on_site",
    day: null,
    window: null,
    next: "fill_and_tell",
    can: ["ready", "extend", "swap", "message"],
    cutoff_at: null,
    timeline: [
      { at: "2026-11-20T18:00:00.000Z", what: "booked" },
      { at: "2026-11-27T17:12:00.000Z", what: "dropped_off" },
    ],
    visits: [
      { kind: "drop_off", day: "2026-11-27", window: { start: "08:00", end: "12:00" }, state: "done" },
      { kind: "pickup", day: null, window: null, state: "scheduled" },
    ],
    rental: sampleRental,
    rev: 2,
    ...change,
  });
