import { newJob } from "../../domain/new-job.ts";
import { flatPrice } from "../../domain/price/flat-price.fixture.ts";
import type { Job } from "../../domain/job.ts";
import type { Day } from "../../domain/day.ts";
import type { Creation } from "../../store/job-store.ts";

export const benchWindow = { start: "08:00", end: "12:00" };
export const by = { kind: "customer", name: "Mark Soderblom" } as const;

/** The job that is written to every store, about 1 KB of JSON. */
export const draftOn =
  (day: Day): Creation["draft"] =>
  (identity, stamp): Job =>
    newJob(
      {
        service: { id: "junk-removal", name: "Junk removal" },
        customer: { name: "Mark Soderblom", phone: "+16195550100", email: "mark@example.com" },
        location: {
          street: "Soderblom Ave",
          city: "San Diego",
          state: "CA",
          postal_code: "92122",
          notes: "Driveway, left side",
        },
        items: [{ id: "half-load", label: "Half load", quantity: 1 }],
        pricing: flatPrice(34_900, "Half load"),
        visits: [{ id: "v1", kind: "service", day, window: benchWindow, crew: null, state: "scheduled" }],
        notes: null,
        source: "booking",
      },
      identity,
      stamp,
    );
