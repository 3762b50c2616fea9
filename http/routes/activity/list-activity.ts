import { z } from "@hono/zod-openapi";
import { activityDays } from "../../../domain/activity.ts";
import { addDays, dayIn, daysBetween, daysFrom, instantIn, type Day } from "../../../domain/day.ts";
import { invalid, DomainError } from "../../../domain/domain-error.ts";
import { entriesOf, newestFirst, orderOf, type ActivityEntry } from "../../../projection/activity.ts";
import type { DayActivity } from "../../../store/activity-store.ts";
import { UnreadableDocument } from "../../../store/job-store.ts";
import { json, problemResponses } from "../../description.ts";
import { printCursor, readCursor } from "../../cursor.ts";
import { defineRoute } from "../../route.ts";
import { activityPage } from "../../schema/activity.ts";
import { day, pageLimit } from "../../schema/field.ts";
import type { Services } from "../../services.ts";

const mostDays = 31;
/** The value of `by` that selects all customers. */
const customers = "customers";

const query = z.strictObject({
  limit: pageLimit.default(50),
  cursor: z.string().max(200).optional(),
  from: day.optional(),
  to: day.optional(),
  by: z
    .string()
    .max(80)
    .optional()
    .openapi({ description: `A name from \`people\`, or \`${customers}\` for all customers.` }),
  q: z
    .string()
    .min(2, "Enter at least two characters.")
    .max(80)
    .optional()
    .openapi({ description: "A job's id, or part of its customer's name." }),
});

export const listActivity = defineRoute(
  "listActivity",
  { roles: ["owner"], scope: null },
  {
    summary: "List activity",
    description: `Newest first. Days begin at midnight in the time zone of the business. One request covers at most ${mostDays} days, and the activity of the last ${activityDays} days is kept.`,
    request: { query },
    responses: {
      200: json(activityPage, "A page of activity"),
      ...problemResponses("range_too_wide"),
    },
  },
  (services) => async (c) => {
    const filter = c.req.valid("query");
    const { business } = await services.settings.read();
    const today = dayIn(business.time_zone, services.clock.now());
    const to = filter.to ?? (filter.from === undefined ? today : addDays(filter.from, 6));
    const from = filter.from ?? addDays(to, -6);
    if (from > to) throw invalid({ field: "/to", code: "order", message: "`to` is before `from`. Send a later day." });
    if (daysBetween(from, to) >= mostDays)
      throw new DomainError("range_too_wide", `Ask for at most ${mostDays} days in one request.`);

    const { entries, dropped, unreadable } = await gather(services, {
      from: instantIn(business.time_zone, from, "00:00"),
      to: instantIn(business.time_zone, addDays(to, 1), "00:00"),
    });
    const people = [
      ...new Set(entries.flatMap(({ by }) => (by.kind === "customer" || by.kind === "system" ? [] : [by.name]))),
    ].toSorted();
    const matches = entries.filter(matching(filter)).toSorted(newestFirst);
    const before = filter.cursor === undefined ? null : readCursor(filter.cursor, orderShape);
    const rest = before === null ? matches : matches.filter((entry) => orderOf(entry) < before);
    const items = rest.slice(0, filter.limit);
    const last = items.at(-1);
    return c.json(
      {
        items,
        next_cursor: rest.length > items.length && last !== undefined ? printCursor(orderOf(last)) : null,
        people,
        dropped,
        ...(unreadable.length === 0 ? {} : { unreadable }),
      },
      200,
    );
  },
);

/** Reads the activity of the days, then the home days that they name. Each home day is read once. */
const gather = async (
  { activity, jobs }: Services,
  { from, to }: { from: string; to: string },
): Promise<{ entries: ActivityEntry[]; dropped: number; unreadable: Day[] }> => {
  const unreadable = new Set<Day>();
  const read = async (on: Day): Promise<DayActivity> => {
    try {
      return await activity.on(on);
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      unreadable.add(on);
      return { homes: [], acts: [], dropped: 0 };
    }
  };
  const days = await Promise.all(daysFrom(from.slice(0, 10), to.slice(0, 10)).map(read));
  const entries: ActivityEntry[] = days.flatMap(({ acts }) => acts.filter(({ at }) => at >= from && at < to));
  const homes = [...new Set(days.flatMap(({ homes }) => homes))].toSorted();
  for (const run of runsOf(homes)) {
    for await (const job of jobs.all(run, (home) => void unreadable.add(home))) {
      if (job.sample !== true) entries.push(...entriesOf(job, from, to));
    }
  }
  const dropped = days.reduce((sum, day) => sum + day.dropped, 0);
  return { entries, dropped, unreadable: [...unreadable].toSorted() };
};

/** Joins days that are close to each other into one range to read. */
const runsOf = (days: Day[]): { from: Day; to: Day }[] => {
  const runs: { from: Day; to: Day }[] = [];
  for (const on of days) {
    const last = runs.at(-1);
    if (last !== undefined && daysBetween(last.to, on) <= 2) last.to = on;
    else runs.push({ from: on, to: on });
  }
  return runs;
};

const matching = ({ by, q }: z.output<typeof query>) => {
  const words = q?.normalize("NFC").toLocaleLowerCase();
  return (entry: ActivityEntry): boolean => {
    const isCustomer = entry.by.kind === "customer";
    if (by === customers && !isCustomer) return false;
    if (by !== undefined && by !== customers && (isCustomer || entry.by.name !== by)) return false;
    if (words === undefined) return true;
    return [entry.job?.id, entry.job?.customer].some((text) => text?.toLocaleLowerCase().includes(words) === true);
  };
};

/** The shape that `orderOf` writes. */
const orderShape = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z [0-9A-Z-]* \S+$/;
