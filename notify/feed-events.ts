import type { CalendarDetails } from "../domain/access/access.ts";
import { epochOf, instantOf, type Instant } from "../domain/clock.ts";
import type { Day } from "../domain/day.ts";
import type { Job, Visit, VisitKind } from "../domain/job.ts";
import { visitUid } from "../domain/visit-uid.ts";
import { visitTime, type CalendarEvent } from "./calendar.ts";

interface Wanted {
  from: Day;
  to: Day;
  /** Null: all crews. */
  crew: string | null;
  details: CalendarDetails;
  zone: string;
  /** The id of the store, so that two businesses never have the same entry. */
  store: string;
  now: Instant;
}

/**
 * Returns the entries of a calendar for the crews: one for each visit. It is an allow-list: a calendar is shared, so it never has a price
 * or a tracking link. A cancelled visit stays for 14 days, so that programs cross it out.
 */
export const feedEvents = (jobs: readonly Job[], wanted: Wanted): CalendarEvent[] => {
  const cancelledSince = instantOf(epochOf(wanted.now) - cancelled_ms);
  return jobs
    .filter(
      ({ sample, status, ended_at: ended }) =>
        sample !== true && (status !== "cancelled" || (ended ?? "") >= cancelledSince),
    )
    .flatMap((job) => job.visits.flatMap((visit) => eventOf(job, visit, wanted)))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .slice(0, mostEvents)
    .map(({ event }) => event);
};

const eventOf = (job: Job, visit: Visit, wanted: Wanted): { order: string; event: CalendarEvent }[] => {
  const { day, window, crew } = visit;
  if (day === null || day < wanted.from || day > wanted.to) return [];
  if (wanted.crew !== null && crew !== wanted.crew) return [];
  const { street, city, state, postal_code: code } = job.location;
  const event: CalendarEvent = {
    uid: visitUid(job.id, visit.id, wanted.store),
    sequence: job.rev,
    changed_at: job.updated_at,
    summary: kindWords[visit.kind] === "" ? job.service.name : `${kindWords[visit.kind]}: ${job.service.name}`,
    location:
      wanted.details === "minimal" ? street : [street, city, [state, code].filter(Boolean).join(" ")].join(", "),
    ...(wanted.details === "minimal" ? {} : { description: descriptionOf(job, visit) }),
    time: visitTime(wanted.zone, day, window),
    cancelled: job.status === "cancelled",
  };
  return [{ order: `${day} ${window?.start ?? ""} ${event.uid}`, event }];
};

const descriptionOf = ({ customer, location, notes }: Job, { note }: Visit): string =>
  [customer?.name, customer?.phone, location.notes, notes, note].filter((line) => line).join("\n");

const kindWords: Record<VisitKind, string> = { service: "", drop_off: "Drop-off", swap: "Swap", pickup: "Pickup" };
const cancelled_ms = 14 * 86_400_000;
const mostEvents = 1_000;
