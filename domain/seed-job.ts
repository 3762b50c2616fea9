import { readAddress } from "./address.ts";
import { epochOf, type Instant } from "./clock.ts";
import { dayIn, dayRangeFault, isDay, isTime, type Day } from "./day.ts";
import type { Actor, Customer, Job, JobItem, Location, Status, Visit, VisitKind, VisitState } from "./job.ts";
import type { JobId } from "./job-id.ts";
import { newJob } from "./new-job.ts";
import { cleanPhone } from "./phone.ts";
import type { Pricing } from "./pricing.ts";
import { EntryFault, isFields, needed, pick, readInstant, readLine, readProse, type Fields } from "./seed-entry.ts";
import { readSeedPricing, type SeedMoney } from "./seed-pricing.ts";
import { textLimits } from "./text.ts";
import type { Token } from "./token.ts";
import { isStrongToken } from "./token-strength.ts";

/** One entry of a `jobs.json`, understood: what a job is made of once services and crews are found. */
export interface SeedJob {
  external_id: string;
  /** As it is in the file: what tells a second run that this entry is in. */
  token: string;
  /** False where the token could be guessed: the job gets a new one. */
  keeps_token: boolean;
  link: "live" | "revoked";
  status: Status;
  location: Location;
  pricing: Pricing;
  customer: Customer | null;
  service: Named | null;
  /** An id or a name. */
  crew: string | null;
  items: JobItem[];
  notes: string | null;
  /** Only where this was exported from a Tailboard; else the status tells. */
  visits: Visit[] | null;
  created_at: Instant;
  updated_at: Instant;
}

export interface Named {
  id: string;
  name: string;
}

/**
 * Reads one entry: the seed's own shape, or what `jobs export` wrote.
 * @throws EntryFault with what is wrong with it.
 */
export const readSeedJob = (entry: unknown, money: SeedMoney): SeedJob => {
  if (!isFields(entry)) throw new EntryFault("entry", "This is not an object.");
  const { zone } = money;
  const created = needed(readInstant(pick(entry, "created_at", "created"), "created", zone), "created");
  const service = readNamed(pick(entry, "service"), "service");
  const token = needed(readLine(pick(entry, "tracking_token", "token"), "tracking_token", 200), "tracking_token");
  return {
    external_id: needed(readLine(entry["id"], "id", 80), "id"),
    token,
    keeps_token: isStrongToken(token),
    link: entry["link"] === "revoked" ? "revoked" : "live",
    status: readStatus(entry["status"]),
    location: readLocation(pick(entry, "location", "address")),
    pricing: readSeedPricing(entry["pricing"], service?.name ?? unnamedService.name, created, money),
    customer: readCustomer(pick(entry, "customer")),
    service,
    crew: readNamed(pick(entry, "crew"), "crew")?.id ?? null,
    items: readItems(entry["items"]),
    notes: readProse(pick(entry, "notes"), "notes", textLimits.notes) ?? null,
    visits: readVisits(entry["visits"], money.today),
    created_at: created,
    updated_at: readInstant(pick(entry, "updated_at", "updated"), "updated", zone) ?? created,
  };
};

/** The first revision of an imported job. `crewId` finds the crew that an id or a name stands for. */
export const importedJob = (
  seed: SeedJob,
  { service, crewId, zone }: { service: Named; crewId: (crew: string) => string; zone: string },
  identity: { id: JobId; token: Token },
  stamp: { id: string; at: Instant; by: Actor },
): Job => {
  const { pricing, updated_at: updatedAt } = seed;
  const ended = seed.status === "completed" || seed.status === "cancelled";
  const job = newJob(
    {
      service,
      customer: seed.customer,
      location: seed.location,
      items: seed.items,
      pricing,
      visits: visitsOf(seed, zone).map((visit) =>
        Object.assign({}, visit, { crew: visit.crew === null ? null : crewId(visit.crew) }),
      ),
      notes: seed.notes,
      source: "import",
      external_id: seed.external_id,
      status: seed.status,
      created_at: seed.created_at,
      ended_at: ended ? updatedAt : null,
    },
    identity,
    stamp,
  );
  return {
    ...job,
    pricing: { ...job.pricing, amendments: pricing.amendments },
    link: seed.link,
    updated_at: updatedAt,
  };
};

/** What a job is called whose entry names no service. */
export const unnamedService: Named = { id: "imported", name: "Hauling" };

/** The seed knows no visits: what waits has no day yet, and what was worked on was so when it last changed. */
const visitsOf = ({ visits, status, crew, updated_at: updatedAt }: SeedJob, zone: string): Visit[] => {
  if (visits !== null) return visits;
  const waits = status === "booked" || status === "ready_for_pickup";
  return [
    {
      id: "v1",
      kind: "service",
      day: waits ? null : dayIn(zone, epochOf(updatedAt)),
      window: null,
      crew,
      state: stateOf[status],
    },
  ];
};

const stateOf: Record<Status, VisitState> = {
  booked: "scheduled",
  ready_for_pickup: "scheduled",
  in_progress: "on_site",
  completed: "done",
  cancelled: "scheduled",
};

const readStatus = (value: unknown): Status => {
  const status = readLine(value, "status", 40)
    ?.toLowerCase()
    .replaceAll(/[\s-]+/g, "_")
    .replace("canceled", "cancelled");
  const known = statuses.find((one) => one === needed(status, "status"));
  if (known === undefined) throw new EntryFault("status", `status is none of ${statuses.join(", ")}.`);
  return known;
};
const statuses: Status[] = ["booked", "ready_for_pickup", "in_progress", "completed", "cancelled"];

/** A text that is no address of ours is kept whole: whoever drives there can read it. */
const readLocation = (value: unknown): Location => {
  if (typeof value === "string") {
    const text = needed(readLine(value, "location", 250), "location");
    const read = readAddress(text) ?? { street: text, city: "", postal_code: "" };
    readLine(read.street, "street", textLimits.street);
    return read;
  }
  if (!isFields(value))
    throw new EntryFault(
      value === undefined ? "location_missing" : "location",
      "location is neither text nor an object.",
    );
  const state = readLine(pick(value, "state", "region"), "state", 40);
  const notes = readProse(value["notes"], "location.notes", textLimits.notes);
  return {
    street: needed(readLine(pick(value, "street", "address", "line1"), "street", textLimits.street), "street"),
    city: readLine(value["city"], "city", 80) ?? "",
    ...(state === undefined ? {} : { state }),
    postal_code: readLine(pick(value, "postal_code", "zip", "postal"), "postal_code", 12) ?? "",
    ...(notes === undefined ? {} : { notes }),
  };
};

/** A phone stays as it was written: another system's numbers are not ours to judge. */
const readCustomer = (value: unknown): Customer | null => {
  if (value === undefined) return null;
  const fields: Fields = isFields(value) ? value : { name: value };
  const name = readLine(fields["name"], "customer.name", textLimits.name);
  const phone = cleanPhone(readLine(fields["phone"], "customer.phone", 40) ?? "") || undefined;
  const email = readLine(fields["email"], "customer.email", 254);
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email))
    throw new EntryFault("email", "customer.email is not an email address.");
  if (name === undefined && phone === undefined && email === undefined) return null;
  return { name: name ?? "", ...(phone === undefined ? {} : { phone }), ...(email === undefined ? {} : { email }) };
};

const readNamed = (value: unknown, what: string): Named | null => {
  if (value === undefined) return null;
  const fields: Fields = isFields(value) ? value : { id: value };
  const id = readLine(pick(fields, "id", "name"), what, textLimits.name);
  return id === undefined ? null : { id, name: readLine(fields["name"], what, textLimits.name) ?? id };
};

const readItems = (value: unknown): JobItem[] => {
  if (!Array.isArray(value)) return [];
  if (value.length > 50) throw new EntryFault("items", "A job has at most 50 items.");
  return value.map((item: unknown) => {
    if (!isFields(item) || typeof item["quantity"] !== "number")
      throw new EntryFault("items", "An item of the job is not one of ours.");
    const id = needed(readLine(item["id"], "items.id", 40), "items.id");
    return { id, label: readLine(item["label"], "items.label", 120) ?? id, quantity: item["quantity"] };
  });
};

const readVisits = (value: unknown, today: Day): Visit[] | null => {
  if (!Array.isArray(value) || value.length === 0) return null;
  if (value.length > mostVisits) throw new EntryFault("visits", `A job has at most ${mostVisits} visits.`);
  return value.map((visit, index) => readVisit(visit, index, today));
};
const mostVisits = 50;

const readVisit = (visit: unknown, index: number, today: Day): Visit => {
  const fault = new EntryFault("visits", "A visit of the job is not one of ours.");
  if (!isFields(visit)) throw fault;
  const kind = kinds.find((one) => one === visit["kind"]);
  const state = states.find((one) => one === visit["state"]);
  const day = visit["day"] ?? null;
  if (kind === undefined || state === undefined || (day !== null && (typeof day !== "string" || !isDay(day))))
    throw fault;
  const outside = day === null ? null : dayRangeFault(day, today);
  if (outside !== null) throw new EntryFault("visits", `A visit of the job is on ${day}. ${outside}`);
  return {
    id: readLine(visit["id"], "visits.id", 40) ?? `v${index + 1}`,
    kind,
    day,
    window: day === null ? null : readWindow(visit["window"], fault),
    crew: readLine(visit["crew"], "crew", textLimits.name) ?? null,
    state,
  };
};
const kinds: VisitKind[] = ["service", "drop_off", "swap", "pickup"];
const states: VisitState[] = ["scheduled", "en_route", "on_site", "done", "attempted"];

const readWindow = (window: unknown, fault: EntryFault): Visit["window"] => {
  if (window === undefined || window === null) return null;
  const [start, end] = isFields(window) ? [window["start"], window["end"]] : [];
  if (typeof start !== "string" || typeof end !== "string" || !isTime(start) || !isTime(end) || start >= end)
    throw fault;
  return { start, end };
};
