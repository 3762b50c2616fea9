import { flatPrice } from "../../domain/price/flat-price.fixture.ts";
import { freeze } from "../../domain/price/pricing.ts";
import type { TrackedJob } from "../../http/client.ts";

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
  can: ["ready", "cancel", "reschedule", "message"],
  cutoff_at: "2026-11-27T04:00:00.000Z",
  timeline: [{ at: "2026-11-20T18:00:00.000Z", what: "booked" }],
  business: { name: "Coastline Hauling", phone: "+16195550142", time_zone: "America/Los_Angeles", locale: "en-US" },
  updated_at: "2026-11-20T18:00:00.000Z",
  rev: 1,
  expires_at: null,
  ...change,
});
