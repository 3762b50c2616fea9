import { visitIn, isVisitKey } from "../recorded-change.ts";
import type { HistoryEntry, JobFields, Visit } from "../job.ts";

/** What other programs receive: changes of jobs, messages, and the test that an owner sends. */
export const eventTypes = [
  "job.created",
  "job.updated",
  "job.moved",
  "job.status_changed",
  "job.completed",
  "job.cancelled",
  "visit.state_changed",
  "quote.sent",
  "quote.approved",
  "payment.recorded",
  "invoice.issued",
  "message.received",
  "message.failed",
  "webhook.test",
] as const;

export type EventType = (typeof eventTypes)[number];

/**
 * Returns the types of a change of a job. Every change after the first is a `job.updated`, so that a program that keeps a
 * copy needs only two types; the others name what the change did.
 */
export const eventTypesOf = (entry: HistoryEntry): EventType[] => {
  if (entry.from === null) return ["job.created"];
  const told = new Set<EventType>(["job.updated"]);
  const named = typeOfWhat[entry.what];
  if (named !== undefined) told.add(named);
  if (entry.what === "messaged" && entry.by.kind === "customer") told.add("message.received");
  const status = entry.to?.status;
  if (status !== undefined) told.add("job.status_changed");
  if (status === "completed") told.add("job.completed");
  if (status === "cancelled") told.add("job.cancelled");
  if (hasMovedVisit(entry)) told.add("job.moved");
  if (hasVisitInNewState(entry)) told.add("visit.state_changed");
  return eventTypes.filter((type) => told.has(type));
};

const typeOfWhat: Partial<Record<string, EventType>> = {
  quoted: "quote.sent",
  approved: "quote.approved",
  paid: "payment.recorded",
  invoiced: "invoice.issued",
};

const hasMovedVisit = (entry: HistoryEntry): boolean =>
  changedVisits(entry).some(
    ([was, is]) => was.day !== is.day || was.window?.start !== is.window?.start || was.window?.end !== is.window?.end,
  );

const hasVisitInNewState = (entry: HistoryEntry): boolean =>
  changedVisits(entry).some(([was, is]) => was.state !== is.state);

/** Returns the visits that were there before and after a change. */
const changedVisits = ({ from, to }: HistoryEntry): [Visit, Visit][] => {
  const ids = new Set([...visitIds(from), ...visitIds(to)]);
  return [...ids].flatMap((id) => {
    const [was, is] = [visitOf(from, id), visitOf(to, id)];
    return was === undefined || is === undefined ? [] : [[was, is] as [Visit, Visit]];
  });
};

const visitIds = (fields: JobFields | null): string[] => [
  ...(fields?.visits ?? []).map(({ id }) => id),
  ...Object.keys(fields ?? {})
    .filter(isVisitKey)
    .map((key) => key.slice(key.indexOf("/") + 1)),
];

const visitOf = (fields: JobFields | null, id: string): Visit | undefined =>
  visitIn(fields, id) ?? fields?.visits?.find((visit) => visit.id === id);
