import type { Job, Visit } from "./job.ts";
import { newJob, visitsFor } from "./new-job.ts";
import { priceJob } from "./price/price-job.ts";
import { priceBookOf, sampleSettings } from "./settings.ts";

/** Mark's trailer on Soderblom Ave, right after booking. */
export const marksJob = (visits?: Visit[]): Job => {
  const settings = sampleSettings("America/Los_Angeles");
  const [trailer] = settings.services;
  if (trailer === undefined) throw new RangeError("The samples begin with a trailer");
  return newJob(
    {
      service: { id: trailer.id, name: trailer.name },
      customer: { name: "Mark", phone: "+16195550100" },
      location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
      items: [],
      pricing: priceJob(priceBookOf(settings), trailer, { items: [], postal_code: "92122", day: "2026-11-27" }),
      visits: visits ?? visitsFor(trailer, { day: "2026-11-27", window: { start: "08:00", end: "12:00" }, crew: null }),
      notes: null,
      source: "booking",
    },
    { id: "261127-7K3Q", token: "abcdefghijklmnopqrstuvwxyzABCDEF" },
    { id: "w0", at: "2026-11-20T10:00:00.000Z", by: { kind: "customer", name: "Mark" } },
  );
};
