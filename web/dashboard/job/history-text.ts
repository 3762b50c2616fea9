import type { Job } from "../../../http/api-client.ts";
import { recordOf } from "../../../domain/field-table.ts";
import { jobTexts } from "../../../domain/job-text.ts";
import { windowText, type Format } from "../../shared/format.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import type { Visit } from "./visit.ts";

type Entry = NonNullable<Job["history"]>[number];

export interface Words {
  format: Pick<Format, "money" | "day">;
  /** The currency of entries without their own. */
  currency: string;
  crewName: (id: string) => string;
}

/** A history entry as a sentence: who did what. */
export const historyText = (entry: Entry, { format, currency, crewName }: Words): string => {
  const { by, reason } = entry;
  const who = by.name;
  const say = message.changes;
  switch (entry.what) {
    case "booked":
      return say.booked(who, by.kind !== "customer");
    case "imported":
    case "expired":
    case "overdue":
      return say[entry.what]();
    case "ready_for_pickup":
      return by.kind === "customer" ? say.ready_by_customer(who) : say.ready(who);
    case "en_route":
    case "on_site":
    case "dropped_off":
    case "swapped":
    case "visit_added":
    case "visit_removed":
    case "extended":
    case "weighed":
    case "overage_decided":
    case "requested":
    case "quoted":
    case "approved":
    case "in_progress":
    case "completed":
    case "link_revoked":
    case "link_replaced":
    case "undone":
    case "forgotten":
      return say[entry.what](who);
    case "attempted":
    case "declined":
    case "cancelled":
    case "messaged":
      return say[entry.what](who, reason);
    case "moved": {
      const visit = changedVisit(entry);
      if (visit === undefined || visit.day === null) return say.unscheduled(who);
      return say.moved(who, format.day(visit.day) + (visit.window === null ? "" : `, ${windowText(visit.window)}`));
    }
    case "assigned": {
      const crew = changedVisit(entry)?.crew ?? null;
      return crew === null ? say.unassigned(who) : say.assigned(who, crewName(crew));
    }
    case "priced":
      return say.priced(
        who,
        format.money(centsIn(entry.from), currencyIn(entry.from) ?? currency),
        format.money(centsIn(entry.to), currencyIn(entry.to) ?? currency),
        reason,
      );
    default:
      return say.edited(who, message.and(partsOf(entry)));
  }
};

/** The visit that the entry changed. */
const changedVisit = (entry: Entry): Visit | undefined => {
  const [before, after] = [visitsIn(entry.from), visitsIn(entry.to)];
  return after.find((visit, index) => JSON.stringify(visit) !== JSON.stringify(before[index])) ?? after[0];
};

// What a history keeps are the job's own fields; the schema leaves them open. Earlier versions kept all visits.
const visitsIn = (fields: Entry["from"]): Visit[] => {
  const visits = fields?.["visits"];
  if (Array.isArray(visits)) return visits as Visit[];
  return Object.entries(fields ?? {}).flatMap(([name, value]) => (name.startsWith("visit/") ? [value as Visit] : []));
};

const centsIn = (fields: Entry["from"]): number => {
  const pricing = fields?.["pricing"];
  return typeof pricing === "object" && pricing !== null && "total_cents" in pricing ? Number(pricing.total_cents) : 0;
};

const currencyIn = (fields: Entry["from"]): string | undefined => {
  const pricing = fields?.["pricing"];
  return typeof pricing === "object" && pricing !== null && "currency" in pricing
    ? String(pricing.currency)
    : undefined;
};

const partsOf = ({ to }: Entry): string[] => {
  const phrases: Record<string, string> = {
    ...message.parts,
    ...recordOf(jobTexts, (name) => staff.jobTexts[name].changed),
  };
  const named = Object.keys(to ?? {}).flatMap(
    (name) => phrases[name] ?? (name.startsWith("visit/") ? message.parts.visits : []),
  );
  return named.length === 0 ? [message.parts.other] : named;
};
