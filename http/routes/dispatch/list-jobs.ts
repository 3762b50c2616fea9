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
      const records = [...byId.values()].map(recordOf);
      const after = filter.cursor === undefined ? undefined : readCursor(filter.cursor, orderShape);
      // A search without a range covers the whole history. The jobs around today are read anew, as the list shows them.
      const isSearch = filter.q !== undefined && !isRange;
      const listed = isSearch
        ? search.newest(passes, { current: records, after, unreadable: noteUnreadable })
        : oldestOf(records.filter(passes), after);
      const read = async ({ id }: SearchRecord) => byId.get(id) ?? (await findReadable(jobs, id, noteUnreadable));
      const { page, last } = await pageOf(listed, filter.limit, read, passes);
      const next = last === null ? null : isSearch ? last.age : last.order;
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

/** Returns the records after the cursor, oldest first. */
const oldestOf = (records: SearchRecord[], after = ""): SearchRecord[] =>
  records.filter(({ order }) => order > after).toSorted((a, b) => (a.order < b.order ? -1 : 1));

/**
 * Returns the first jobs of a list, and the record of the last one if there are more. A job from the search may have
 * changed since it was recorded, so it is read and checked again.
 */
const pageOf = async (
  records: Iterable<SearchRecord> | AsyncIterable<SearchRecord>,
  limit: number,
  read: (record: SearchRecord) => Promise<Job | null>,
  passes: (record: SearchRecord) => boolean,
): Promise<{ page: Job[]; last: SearchRecord | null }> => {
  const page: Job[] = [];
  let last: SearchRecord | null = null;
  for await (const group of groupsOf(records, () => Math.min(atOnce, limit + 1 - page.length))) {
    const jobs = await Promise.all(group.map(read));
    for (const [index, job] of jobs.entries()) {
      if (job === null || !passes(recordOf(job))) continue;
      if (page.length === limit) return { page, last };
      page.push(job);
      last = group[index] ?? null;
    }
  }
  return { page, last: null };
};

/** Yields items in groups. It takes no item that the next group does not need, because an item may cost reads. */
async function* groupsOf<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  size: () => number,
): AsyncGenerator<Item[]> {
  let group: Item[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size()) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

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

/** The shape of a record's `order` and `age`. */
const orderShape = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2} \d{6}-[0-9A-Z]+$/;

const atOnce = 16;
