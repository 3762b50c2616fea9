import { systemRandom } from "../main/ambient.ts";
import type { ObjectStore } from "../store/objects/object-store.ts";

/**
 * The design that this one replaces, as it was used: every job in one `jobs.json`, read, appended to and put back
 * under its version, again at once where another writer came first. Null where it was `stopped` before it came through.
 */
export const createInOneFile = async (
  objects: ObjectStore,
  stopped = () => false,
): Promise<{ retries: number } | null> => {
  for (let retries = 0; ; retries += 1) {
    const got = await objects.get("jobs.json");
    // An engine that did not answer in time is asked again, as a person would.
    if (got.outcome === "unavailable" && !stopped()) continue;
    if (got.outcome === "unavailable") return null;
    if (got.outcome !== "found") throw new Error("It is put before the writers begin");
    const jobs = JSON.parse(new TextDecoder().decode(got.body)) as unknown[];
    jobs.push(oneFileJob());
    const put = await objects.put("jobs.json", new TextEncoder().encode(JSON.stringify(jobs)), {
      version: got.version,
    });
    if (put.outcome === "stored") return { retries };
    if (stopped()) return null;
  }
};

/** About 0.6 KB, as in the file that we began with. */
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
