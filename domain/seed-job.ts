import { readAddress } from "./address.ts";
import { epochOf, type Instant } from "./clock.ts";
import { dayIn, dayRangeFault, isDay, isTime, type Day } from "./day.ts";
import { recordOf, withoutUndefined, type AllFields } from "./field-table.ts";
import type { ImportedField } from "./job-fields.ts";
import {
  attemptCodes,
  type Actor,
  type Job,
  type JobItem,
  type Location,
  type Status,
  type Visit,
  type VisitKind,
  type VisitState,
} from "./job.ts";
import type { JobId } from "./job-id.ts";
import { jobTexts, newTexts, textRule, type JobText } from "./job-text.ts";
import { newJob } from "./new-job.ts";
import { readCustomer } from "./seed-customer.ts";
import { EntryFault, isFields, required, pick, readInstant, readLine, readProse, type Fields } from "./seed-entry.ts";
import { readSeedPricing, type SeedMoney } from "./seed-pricing.ts";
import { textLimits } from "./text.ts";
import type { Token } from "./token.ts";
import { isStrongToken } from "./token-strength.ts";

/** An entry of an import file after reading it. The import still has to find its service and crews in the settings. */
export interface SeedJob extends Pick<Job, ImportedAsIs> {
  external_id: string;
  /** The token in the file. A second run recognizes the entry by it. */
  tracking_token: string;
  /** False if the token is easy to guess: the job gets a new one. */
  keeps_token: boolean;
  service: Named | null;
  /** An id or a name. */
  crew: string | null;
  /** Null if the file names no visits: the status decides on one. Only a Tailboard export names them. */
  visits: Visit[] | null;
}

type ImportedAsIs = Exclude<ImportedField, "tracking_token" | "service" | "visits">;

export interface Named {
  id: string;
  name: string;
}

/**
 * Reads one entry: an entry of the first Tailboard's `jobs.json`, or one that `jobs export` wrote.
 * @throws EntryFault that says what is wrong with it.
 */
export const readSeedJob = (entry: unknown, money: SeedMoney): SeedJob => {
  if (!isFields(entry)) throw new EntryFault("entry", "This is not an object.");
  const { zone } = money;
  const created = required(readInstant(pick(entry, "created_at", "created"), "created", zone), "created");
  const service = readNamed(pick(entry, "service"), "service");
  const token = required(readLine(pick(entry, "tracking_token", "token"), "tracking_token", 200), "tracking_token");
  const fields: AllFields<Omit<SeedJob, JobText>> = {
    external_id: required(readLine(entry["id"], "id", 80), "id"),
    tracking_token: token,
    keeps_token: isStrongToken(token),
    link: entry["link"] === "revoked" ? "revoked" : "live",
    status: readStatus(entry["status"]),
    location: readLocation(pick(entry, "location", "address")),
    pricing: readSeedPricing(entry["pricing"], service?.name ?? unnamedService.name, created, money),
    customer: readCustomer(pick(entry, "customer")),
    service,
    crew: readNamed(pick(entry, "crew"), "crew")?.id ?? null,
    items: readItems(entry["items"]),
    visits: readVisits(entry["visits"], money),
    terms: readTerms(entry["terms"], zone),
    seen: readSeen(entry["seen"]),
    created_at: created,
    updated_at: readInstant(pick(entry, "updated_at", "updated"), "updated", zone) ?? created,
  };
  const texts = recordOf(jobTexts, (name) => readText(entry[name], name));
  return { ...withoutUndefined<Omit<SeedJob, JobText>>(fields), ...newTexts(texts) };
};

/** Returns the first revision of an imported job. `crewId` finds the crew of an id or a name. */
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
      ...recordOf(jobTexts, (name) => seed[name]),
      service,
      customer: seed.customer,
      location: seed.location,
      items: seed.items,
      pricing,
      visits: visitsOf(seed, zone).map((visit) =>
        Object.assign({}, visit, { crew: visit.crew === null ? null : crewId(visit.crew) }),
      ),
      source: "import",
      ...(seed.terms === undefined ? {} : { terms: seed.terms }),
      ...(seed.seen === undefined ? {} : { seen: seed.seen }),
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
    pricing: { ...job.pricing, amendments: pricing.amendments, pending: pricing.pending },
    link: seed.link,
    updated_at: updatedAt,
  };
};

/** The service of an entry that names none. */
export const unnamedService: Named = { id: "imported", name: "Hauling" };

/**
 * The visits of an entry. An entry without visits gets one: without a day if the job is still waiting, else on the day
 * of its last change.
 */
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
  requested: "scheduled",
  quoted: "scheduled",
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
  const known = statuses.find((candidate) => candidate === required(status, "status"));
  if (known === undefined) throw new EntryFault("status", `status is not one of ${statuses.join(", ")}.`);
  return known;
};
const statuses: Status[] = ["booked", "ready_for_pickup", "in_progress", "completed", "cancelled"];

/**
 * Reads an address. Text that is no complete address becomes the street as it is, because a driver can still read it.
 */
const readLocation = (value: unknown): Location => {
  if (typeof value === "string") {
    const text = required(readLine(value, "location", 250), "location");
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
    street: required(readLine(pick(value, "street", "address", "line1"), "street", textLimits.street), "street"),
    city: readLine(value["city"], "city", 80) ?? "",
    ...(state === undefined ? {} : { state }),
    postal_code: readLine(pick(value, "postal_code", "zip", "postal"), "postal_code", 12) ?? "",
    ...(notes === undefined ? {} : { notes }),
  };
};

const readText = (value: unknown, name: JobText): string | undefined => {
  const { kind, max } = textRule(name);
  return kind === "line" ? readLine(value, name, max) : readProse(value, name, max);
};

const readTerms = (value: unknown, zone: string): Job["terms"] => {
  if (!isFields(value)) return undefined;
  return {
    version: required(readLine(value["version"], "terms.version", 40), "terms.version"),
    accepted_at: required(readInstant(value["accepted_at"], "terms.accepted_at", zone), "terms.accepted_at"),
  };
};

const readSeen = (value: unknown): Job["seen"] => {
  if (!isFields(value)) return undefined;
  return {
    release: required(readLine(value["release"], "seen.release", 64), "seen.release"),
    catalog: required(readLine(value["catalog"], "seen.catalog", 64), "seen.catalog"),
  };
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
      throw new EntryFault("items", "An item of the job needs an id and a quantity.");
    const id = required(readLine(item["id"], "items.id", 40), "items.id");
    return { id, label: readLine(item["label"], "items.label", 120) ?? id, quantity: item["quantity"] };
  });
};

const readVisits = (value: unknown, when: Pick<SeedMoney, "today" | "zone">): Visit[] | null => {
  if (!Array.isArray(value) || value.length === 0) return null;
  if (value.length > mostVisits) throw new EntryFault("visits", `A job has at most ${mostVisits} visits.`);
  return value.map((visit, index) => readVisit(visit, index, when));
};
const mostVisits = 50;

const readVisit = (visit: unknown, index: number, { today, zone }: Pick<SeedMoney, "today" | "zone">): Visit => {
  const fault = new EntryFault("visits", "A visit of the job is not as jobs export writes it.");
  if (!isFields(visit)) throw fault;
  const kind = kinds.find((candidate) => candidate === visit["kind"]);
  const state = states.find((candidate) => candidate === visit["state"]);
  const day = visit["day"] ?? null;
  if (kind === undefined || state === undefined || (day !== null && (typeof day !== "string" || !isDay(day))))
    throw fault;
  const outside = day === null ? null : dayRangeFault(day, today);
  if (outside !== null) throw new EntryFault("visits", `A visit of the job is on ${day}. ${outside}`);
  return withoutUndefined<Visit>({
    id: readLine(visit["id"], "visits.id", 40) ?? `v${index + 1}`,
    kind,
    day,
    window: day === null ? null : readWindow(visit["window"], fault),
    crew: readLine(visit["crew"], "crew", textLimits.name) ?? null,
    state,
    requested: readRequested(visit["requested"], fault),
    done_on: readDoneOn(visit["done_on"]),
    note: readProse(visit["note"], "visits.note", textLimits.reason),
    position: undefined,
    arrival_estimate: undefined,
    attempt: readAttempt(visit["attempt"], zone, fault),
    reported_at: undefined,
    // An imported job is never a rental.
    same_unit: undefined,
    charged: undefined,
  });
};
const readAttempt = (value: unknown, zone: string, fault: EntryFault): Visit["attempt"] => {
  if (!isFields(value)) return undefined;
  const code = attemptCodes.find((candidate) => candidate === value["code"]);
  const at = readInstant(value["at"], "visits.attempt.at", zone);
  if (code === undefined || at === undefined) throw fault;
  return { code, reason: readProse(value["reason"], "visits.attempt.reason", textLimits.reason) ?? "", at };
};

const readDoneOn = (value: unknown): Day | undefined => (typeof value === "string" && isDay(value) ? value : undefined);
const readRequested = (value: unknown, fault: EntryFault): Visit["requested"] => {
  if (!isFields(value)) return undefined;
  const day = value["day"] ?? null;
  if (day !== null && (typeof day !== "string" || !isDay(day))) throw fault;
  return { day, window: readWindow(value["window"], fault) };
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
