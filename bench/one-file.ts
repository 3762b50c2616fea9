import { systemRandom } from "../main/ambient.ts";
import type { ObjectStore } from "../store/port/object-store.ts";

/**
 * Creates a job in the earlier design: read `jobs.json`, append the job, and write it back under compare-and-swap. It
 * retries immediately if another writer was first. Null if `stopped` returned true before it succeeded.
 */
export const createInOneFile = async (
  objects: ObjectStore,
  stopped = () => false,
): Promise<{ retries: number } | null> => {
  for (let retries = 0; ; retries += 1) {
    const file = await objects.get("jobs.json");
    // Retry a timeout, as a person would.
    if (file.outcome === "unavailable" && !stopped()) continue;
    if (file.outcome === "unavailable") return null;
    if (file.outcome !== "found") throw new Error("jobs.json must exist before the writers begin");
    const jobs = JSON.parse(new TextDecoder().decode(file.body)) as unknown[];
    jobs.push(oneFileJob());
    const put = await objects.put("jobs.json", new TextEncoder().encode(JSON.stringify(jobs)), {
      version: file.version,
    });
    if (put.outcome === "stored") return { retries };
    if (stopped()) return null;
  }
};

/** A job of about 0.6 KB, in the shape of the earlier design. */
export const oneFileJob = () => {
  const id = Buffer.from(systemRandom.bytes(8)).toString("hex");
  return {
    id: `job-${id}`,
    tracking_token: Buffer.from(systemRandom.bytes(24)).toString("base64url"),
    location: {
      street: "Soderblom Ave",
      city: "San Diego",
      state: "CA",
      postal_code: "92122",
      notes: "Driveway, left side of the house",
    },
    status: "booked",
    pricing: {
      type: "itemized",
      items: [
        { label: "Half load", quantity: 1, amount: 349 },
        { label: "Stairs, each flight", quantity: 2, amount: 25 },
      ],
    },
    customer: { name: "Mark Soderblom", phone: "+16195550100", email: "mark@example.com" },
    crew: "crew-1",
    service: "junk-removal",
    created: "2026-11-20T10:00:00.000Z",
    updated: "2026-11-22T09:40:00.000Z",
    notes: "Two flights of stairs, gate code 4417, dog in the yard, call ahead.",
  };
};
