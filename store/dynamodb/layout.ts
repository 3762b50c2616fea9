import type { Day, Window } from "../../domain/day.ts";
import { homeDayOf, type JobId } from "../../domain/job-id.ts";
import type { Key } from "./write.ts";

/**
 * Every key of the table, in one place; README.md says what lies there. A partition takes a thousand write units a
 * second, so what a hot day writes most (jobs, visits, outbox) is spread over several, by the job's id.
 */
export const layout = {
  job: (id: JobId): Key => ({ pk: layout.jobs(homeDayOf(id), shardOf(id, jobShards)), sk: id }),
  /** Entries of a job's history that no longer fit beside it. */
  page: (id: JobId, page: number): Key => ({ ...layout.job(id), sk: `${id}#${padded(page, 6)}` }),
  jobs: (home: Day, shard: number): string => `job#${home}#${shard}`,

  /** Ascending by day within a month, so that any range is a few queries. */
  visit: (day: Day, job: JobId, visit: string): Key => ({
    pk: layout.visits(monthOf(day), shardOf(job, visitShards)),
    sk: `${dateOf(day)}#${job}#${visit}`,
  }),
  visits: (month: Month, shard: number): string => `visits#${month}#${shard}`,
  /** Which visits a crew has; only where to find them. */
  crewVisit: (crew: string, day: Day, job: JobId, visit: string): Key => ({
    pk: layout.crewVisits(crew, monthOf(day)),
    sk: `${dateOf(day)}#${job}#${visit}`,
  }),
  crewVisits: (crew: string, month: Month): string => `crew#${month}#${crew}`,

  /** All that is counted of a month lies together: a page of free windows is a query a month. */
  day: (day: Day): Key => ({ pk: layout.month(monthOf(day)), sk: dateOf(day) }),
  counter: (day: Day, window: Window, shard: number): Key => ({
    pk: shard === 0 ? layout.month(monthOf(day)) : `${layout.month(monthOf(day))}#${shard}`,
    sk: `${dateOf(day)}#${windowKey(window)}`,
  }),
  out: (resource: string, month: Month): Key => ({ pk: layout.month(month), sk: `out#${resource}` }),
  month: (month: Month): string => `month#${month}`,
  /** Which days there are, for whoever goes over all of them. */
  calendar: (day: Day): Key => ({ pk: "calendar", sk: day }),

  token: (lookup: string): Key => ({ pk: `token#${lookup}`, sk: "token" }),
  idempotency: (hash: string): Key => ({ pk: `key#${hash}`, sk: "key" }),

  publish: (job: JobId): Key => ({ pk: layout.outbox(shardOf(job, outboxShards)), sk: `${job}#publish` }),
  /** In the order in which they were queued. */
  send: (job: JobId, rev: number, index: number): Key => ({
    pk: layout.outbox(shardOf(job, outboxShards)),
    sk: `${job}#send#${padded(rev, 8)}#${padded(index, 3)}`,
  }),
  outbox: (shard: number): string => `outbox#${shard}`,

  waiting: (job: JobId): Key => ({ pk: "waiting", sk: job }),
  due: (day: Day, job: JobId): Key => ({ pk: "due", sk: `${day}#${job}` }),
} as const;

/** `2026-11`. */
export type Month = string;
export const monthOf = (day: Day): Month => day.slice(0, 7);
/** `27`: a day within its month. */
export const dateOf = (day: Day): string => day.slice(8);

/** Each month of a range, with the first and the last day of the range that it holds. */
export const monthsOf = (from: Day, to: Day): { month: Month; first: string; last: string }[] => {
  const months: { month: Month; first: string; last: string }[] = [];
  const end = monthOf(to);
  for (let month = monthOf(from); month <= end; month = monthAfter(month)) {
    months.push({
      month,
      first: month === monthOf(from) ? dateOf(from) : "01",
      last: month === end ? dateOf(to) : "31",
    });
  }
  return from > to ? [] : months;
};

const monthAfter = (month: Month): Month => {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${padded(year + 1, 4)}-01` : `${padded(year, 4)}-${padded(number + 1, 2)}`;
};

export const windowKey = ({ start, end }: Window): string => `${start}-${end}`;
export const windowOf = (key: string): Window => {
  const [start = "", end = ""] = key.split("-");
  return { start, end };
};

export const jobShards = 8;
export const visitShards = 4;
export const outboxShards = 4;

/** Always the same for the same text (FNV-1a): which of `count` it lies in. Changing a count would lose what is there. */
export const shardOf = (text: string, count: number): number => {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash % count;
};

export const shards = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** Behind every sort key that begins with what is before it: `~` comes after all that our keys are made of. */
export const endOf = (prefix: string): string => `${prefix}~`;

const padded = (number: number, length: number): string => String(number).padStart(length, "0");
