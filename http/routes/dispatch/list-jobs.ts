import { z } from "@hono/zod-openapi";
import { instantOf } from "../../../domain/clock.ts";
import { addDays, dayIn, daysBetween, type Day } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import { homeDayOf, type JobId } from "../../../domain/job-id.ts";
import { invalid, DomainError } from "../../../domain/domain-error.ts";
import { listedJob } from "../../../projection/job-view.ts";
import { json, problemResponses } from "../../description.ts";
import { printCursor, readCursor } from "../../cursor.ts";
import { matching, recordOf, type SearchRecord } from "../../search/search-record.ts";
import { UnreadableDocument, type JobStore, type NameDay } from "../../../store/job-store.ts";
import { defineRoute, staff } from "../../route.ts";
import { day, identifier, pageLimit } from "../../schema/field.ts";
import { jobPage, status } from "../../schema/job.ts";

const mostDays = 93;

const query = z.strictObject({
  limit: pageLimit.default(50),
  cursor: z.string().max(200).optional(),
  day: day.optional(),
  from: day.optional(),
  to: day.optional(),
  status: z
    .string()
    .max(100)
    .optional()
    .openapi({ description: "One or more statuses, separated by commas.", example: "booked,ready_for_pickup" }),
  crew: z.union([z.literal("none"), identifier]).optional(),
  q: z.string().min(2, "Enter at least two characters.").max(80).optional(),
});

export const listJobs = defineRoute(
  "listJobs",
  { roles: staff, scope: "jobs:read" },
  {
    summary: "List jobs by day, status, crew and text",
    request: { query },
    responses: {
      200: json(jobPage, "A page of jobs, sorted by next visit day, window start and id"),
      ...problemResponses("range_too_wide"),
    },
  },
  ({ jobs, settings: store, search, clock }) =>
    async (c) => {
      const filter = c.req.valid("query");
      const settings = await store.read();
      const today = dayIn(settings.business.time_zone, clock.now());
      const from = filter.day ?? filter.from ?? addDays(today, -7);
      const to = filter.day ?? filter.to ?? (filter.from === undefined ? addDays(today, 30) : addDays(from, 37));
      if (from > to)
        throw invalid({ field: "/to", code: "order", message: "`to` is before `from`. Send a later day." });
      if (daysBetween(from, to) >= mostDays)
        throw new DomainError("range_too_wide", `Ask for at most ${mostDays} days in one request.`);

      const crew = filter.crew === undefined ? undefined : crewFilter(filter.crew);
      const passes = matching({ statuses: statusesOf(filter.status), crew, text: filter.q });
      const unreadable = new Set<Day>();
      const noteUnreadable = (home: Day) => void unreadable.add(home);
      const only = crew === undefined ? undefined : { crew };
      const byId = new Map((await jobs.between(from, to, only, noteUnreadable)).map((job) => [job.id, job]));
      // Without a range, the list includes jobs without a day.
      const isRange = filter.day !== undefined || filter.from !== undefined || filter.to !== undefined;
      if (!isRange) for (const job of await jobs.waiting(noteUnreadable)) byId.set(job.id, job);
      const records = [...byId.values()].map(recordOf).filter(passes);
      // A search without a range covers the whole history. The jobs around today are read anew, as the list shows them.
      const isSearch = filter.q !== undefined && !isRange;
      if (isSearch)
        records.push(...(await search.find(passes, noteUnreadable)).filter((record) => !byId.has(record.id)));

      const cursor = filter.cursor === undefined ? undefined : readCursor(filter.cursor, orderShape);
      const rest = sorted(records, isSearch ? "newest first" : "oldest first", cursor);
      const read = async ({ id }: SearchRecord) => byId.get(id) ?? (await findReadable(jobs, id, noteUnreadable));
      const { page, next } = await pageOf(rest, filter.limit, read, passes);
      const now = instantOf(clock.now());
      return c.json(
        {
          items: page.map((job) => listedJob(job, settings, now)),
          next_cursor: next === null ? null : printCursor(next),
          ...(unreadable.size === 0 ? {} : { unreadable: [...unreadable].toSorted() }),
        },
        200,
      );
    },
);

/** Returns the records after the cursor. */
const sorted = (
  records: SearchRecord[],
  direction: "newest first" | "oldest first",
  cursor: string | undefined,
): SearchRecord[] => {
  const sign = direction === "newest first" ? -1 : 1;
  const compare = (a: string, b: string) => (a < b ? -sign : a > b ? sign : 0);
  return records
    .filter(({ order }) => cursor === undefined || compare(order, cursor) > 0)
    .toSorted((a, b) => compare(a.order, b.order));
};

/**
 * Returns the first jobs of a list, and the cursor of the rest. A job from the search may have changed since it was
 * recorded, so it is read and checked again.
 */
const pageOf = async (
  records: SearchRecord[],
  limit: number,
  read: (record: SearchRecord) => Promise<Job | null>,
  passes: (record: SearchRecord) => boolean,
): Promise<{ page: Job[]; next: string | null }> => {
  const page: Job[] = [];
  let last: string | null = null;
  for (let first = 0; first < records.length; first += atOnce) {
    const group = records.slice(first, first + atOnce);
    const jobs = await Promise.all(group.map(read));
    for (const [index, job] of jobs.entries()) {
      if (job === null || !passes(recordOf(job))) continue;
      if (page.length === limit) return { page, next: last };
      page.push(job);
      last = group[index]?.order ?? null;
    }
  }
  return { page, next: null };
};

/** Reads a job of the search. One on a damaged day is left out, and its day is named. */
const findReadable = async (jobs: JobStore, id: JobId, unreadable: NameDay): Promise<Job | null> => {
  try {
    return await jobs.find(id);
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    unreadable(homeDayOf(id));
    return null;
  }
};

const crewFilter = (text: string): string | null => (text === "none" ? null : text);

const statusesOf = (text: string | undefined) =>
  text?.split(",").map((one) => {
    const parsed = status.safeParse(one.trim());
    if (!parsed.success)
      throw invalid({
        field: "/status",
        code: "unknown_status",
        message: `Unknown status. Use ${status.options.join(", ")}.`,
      });
    return parsed.data;
  });

/** The shape that `orderOf` writes. */
const orderShape = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2} \d{6}-[0-9A-Z]+$/;

const atOnce = 16;
