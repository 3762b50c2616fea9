import { z } from "@hono/zod-openapi";
import { instantOf } from "../../../domain/clock.ts";
import { fold } from "../../../domain/fold.ts";
import { addDays, dayIn, daysBetween, type Day } from "../../../domain/day.ts";
import { shownVisit, type Job } from "../../../domain/job.ts";
import { basePhone, digitsOf } from "../../../domain/phone.ts";
import { invalid, DomainError } from "../../../domain/domain-error.ts";
import { byVisit, listedJob, orderOf } from "../../../projection/job-view.ts";
import { json, problemResponses } from "../../description.ts";
import { printCursor, readCursor } from "../../cursor.ts";
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
  staff,
  {
    summary: "List jobs by day, status, crew and text",
    request: { query },
    responses: {
      200: json(jobPage, "A page of jobs, sorted by next visit day, window start and id"),
      ...problemResponses("range_too_wide"),
    },
  },
  ({ jobs, settings: store, clock }) =>
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

      const only = filter.crew === undefined ? undefined : { crew: crewFilter(filter.crew) };
      const unreadable = new Set<Day>();
      const noteUnreadable = (home: Day) => void unreadable.add(home);
      const byId = new Map((await jobs.between(from, to, only, noteUnreadable)).map((job) => [job.id, job]));
      // Without a range, the list includes jobs without a day.
      if (filter.day === undefined && filter.from === undefined && filter.to === undefined) {
        for (const job of await jobs.waiting(noteUnreadable)) byId.set(job.id, job);
      }
      const matches = [...byId.values()].filter(matching(filter)).toSorted(byVisit);
      const after = filter.cursor === undefined ? "" : readCursor(filter.cursor, orderShape);
      const rest = matches.filter((job) => orderOf(job) > after);
      const page = rest.slice(0, filter.limit);
      const last = page.at(-1);
      const now = instantOf(clock.now());
      return c.json(
        {
          items: page.map((job) => listedJob(job, settings, now)),
          next_cursor: rest.length > page.length && last !== undefined ? printCursor(orderOf(last)) : null,
          ...(unreadable.size === 0 ? {} : { unreadable: [...unreadable].toSorted() }),
        },
        200,
      );
    },
);

const crewFilter = (text: string): string | null => (text === "none" ? null : text);

const matching = (filter: z.output<typeof query>) => {
  const statuses = filter.status?.split(",").map((text) => {
    const parsed = status.safeParse(text.trim());
    if (!parsed.success)
      throw invalid({
        field: "/status",
        code: "unknown_status",
        message: `Unknown status. Use ${status.options.join(", ")}.`,
      });
    return parsed.data;
  });
  const words = filter.q === undefined ? undefined : fold(filter.q);
  const typed = digitsOf(basePhone(filter.q ?? ""));
  // A complete number may begin with the 0 of national dialing, which is not part of E.164.
  const digits = typed.length > 7 ? typed.replace(/^0+/, "") : typed;
  return (job: Job): boolean => {
    if (statuses !== undefined && !statuses.includes(job.status)) return false;
    if (filter.crew !== undefined && shownVisit(job).crew !== crewFilter(filter.crew)) return false;
    if (words === undefined) return true;
    const texts = [job.id, job.customer?.name ?? "", job.location.street];
    return (
      (words !== "" && texts.some((text) => fold(text).includes(words))) ||
      (digits.length >= 2 && digitsOf(basePhone(job.customer?.phone ?? "")).includes(digits))
    );
  };
};

/** The shape that `orderOf` writes. */
const orderShape = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2} \d{6}-[0-9A-Z]+$/;
