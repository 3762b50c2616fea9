import { epochOf, instantOf, type Instant } from "../clock.ts";
import type { HistoryEntry, Job } from "../job.ts";
import type { MessageNews } from "../message/message-news.ts";
import { isJobId, type JobId } from "../job-id.ts";
import { eventTypes, eventTypesOf, type EventType } from "./event-type.ts";

/** One thing that happened to a job, as `GET /events` lists it and a webhook tells it. */
export interface JobEvent {
  /** The same in the list and in the webhook. It says where the event is in the list. */
  id: string;
  type: EventType;
  at: Instant;
  job: JobId;
  /** The revision that the change made. */
  rev: number;
}

/** Returns the events of a job, in their order. */
export const eventsOf = (job: Job): JobEvent[] =>
  job.history.flatMap((entry, index) => {
    const rev = job.rev - (job.history.length - 1 - index);
    return eventTypesOf(entry).map((type) => eventOf(job.id, entry, rev, type));
  });

const eventOf = (job: JobId, { at }: Pick<HistoryEntry, "at">, rev: number, type: EventType): JobEvent => ({
  id: printId({ job, at, rev, type }),
  type,
  at,
  job,
  rev,
});

/**
 * Returns the id of one type of a change, as the list of events has it. It is the same each time that a process queues the
 * change, so that a receiver gets it once. The id of a change that left the history since ends with its own.
 */
export const eventIdOf = (job: Job, change: string, type: EventType): string => {
  const index = job.history.findIndex(({ id }) => id === change);
  const entry = job.history[index];
  if (entry === undefined) return `${printId({ job: job.id, at: job.created_at, rev: 0, type })}_${change}`;
  return printId({ job: job.id, at: entry.at, rev: job.rev - (job.history.length - 1 - index), type });
};

/**
 * Returns the id of what happened to a message. It ends with the message's own id, because one change of a job can have
 * several messages.
 */
export const messageEventIdOf = ({ type, message, job, at }: MessageNews): string =>
  `${printId({ job, at, rev: 0, type })}_${message}`;

/** Returns the job and the type of an event's id; the job is null for a message that belongs to none. Null for other text. */
export const readEventId = (id: string): { at: Instant; job: JobId | null; rev: number; type: EventType } | null => {
  const [, ms = "", job = "", rev = "", name = ""] = idShape.exec(id) ?? [];
  const type = eventTypes.find((one) => one.replaceAll(".", "-") === name);
  if ((!isJobId(job) && job !== noJob) || type === undefined) return null;
  return { at: instantOf(Number.parseInt(ms, 36)), job: isJobId(job) ? job : null, rev: Number(rev), type };
};

interface EventName {
  job: JobId | null;
  at: Instant;
  /** 0 for what is no change of the job. */
  rev: number;
  type: EventType;
}

const printId = ({ job, at, rev, type }: EventName): string =>
  `evt_${epochOf(at).toString(36).padStart(8, "0")}_${job ?? noJob}_${rev}_${type.replaceAll(".", "-")}`;

/** Sorts oldest first. Events of one instant are in the order of jobs, revisions and types. */
export const oldestFirst = (a: Place, b: Place): number =>
  compare(a.at, b.at) || compare(a.job, b.job) || a.rev - b.rev || a.order - b.order;

/** Where an event is in the list. */
export interface Place {
  at: Instant;
  job: string;
  rev: number;
  /** The number of the type in `eventTypes`. */
  order: number;
}

export const placeOf = ({ at, job, rev, type }: Omit<EventName, "job"> & { job: string }): Place => ({
  at,
  job,
  rev,
  order: eventTypes.indexOf(type),
});

/** Reads a place from the id of an event, or from an instant, which is before the events of that instant. Null for other text. */
export const readPlace = (text: string): Place | null => {
  const event = readEventId(text);
  if (event !== null) return placeOf({ ...event, job: event.job ?? "" });
  const at = instantShape.test(text) ? epochOf(text) : Number.NaN;
  return Number.isNaN(at) ? null : { at: instantOf(at), job: "", rev: 0, order: 0 };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const noJob = "none";
// Eight digits of base 36 reach the year 2059.
const names = eventTypes.map((type) => type.replaceAll(".", "-")).join("|");
const idShape = new RegExp(
  `^evt_([0-9a-z]{8})_(\\d{6}-[0-9A-Z]{4,8}|${noJob})_(\\d{1,6})_(${names})(?:_[\\w.-]{1,80})?$`,
);
const instantShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
