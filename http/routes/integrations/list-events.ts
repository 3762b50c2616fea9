import { z } from "@hono/zod-openapi";
import { activityDays } from "../../../domain/activity.ts";
import { instantOf } from "../../../domain/clock.ts";
import { addDays, daysFrom, type Day } from "../../../domain/day.ts";
import { invalid } from "../../../domain/domain-error.ts";
import { eventsOf, oldestFirst, placeOf, readPlace, type JobEvent, type Place } from "../../../domain/webhook/event.ts";
import { UnreadableDocument } from "../../../store/job-store.ts";
import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { eventPage } from "../../schema/event.ts";
import { pageLimit } from "../../schema/field.ts";
import type { Services } from "../../services.ts";

const query = z.strictObject({
  limit: pageLimit.default(50),
  after: z
    .string()
    .max(100)
    .optional()
    .openapi({ description: "The id of an event, or an instant. Left out: from the oldest event that is kept." }),
});

export const listEvents = defineRoute(
  "listEvents",
  { roles: ["owner"], scope: "events:read" },
  {
    summary: "List events",
    description: `Oldest first, of the last ${activityDays} days. A webhook has the id of its event. While changes are being saved, an event can appear up to a minute late, before newer ones: to miss none, ask again from some minutes earlier, and skip the ids that you know. Sample jobs have no events.`,
    request: { query },
    responses: { 200: json(eventPage, "A page of events") },
  },
  (services) => async (c) => {
    const { limit, after } = c.req.valid("query");
    const place = after === undefined ? null : readPlace(after);
    if (place === null && after !== undefined) throw unknownEvent();
    const unreadable = new Set<Day>();
    const items = await eventsAfter(services, place, limit + 1, unreadable);
    const page = items.slice(0, limit);
    return c.json(
      {
        items: page,
        next_cursor: items.length > limit ? (page.at(-1)?.id ?? null) : null,
        ...(unreadable.size === 0 ? {} : { unreadable: [...unreadable].toSorted() }),
      },
      200,
    );
  },
);

/** Reads day by day until it has as many events as wanted. */
const eventsAfter = async (
  services: Services,
  after: Place | null,
  wanted: number,
  unreadable: Set<Day>,
): Promise<JobEvent[]> => {
  const today = instantOf(services.clock.now()).slice(0, 10);
  const oldest = addDays(today, -activityDays);
  const first = after === null || after.at.slice(0, 10) < oldest ? oldest : after.at.slice(0, 10);
  const found: JobEvent[] = [];
  if (first > today) return found;
  for (const day of daysFrom(first, today)) {
    const events = await eventsOn(services, day, unreadable);
    found.push(...(after === null ? events : events.filter((event) => oldestFirst(placeOf(event), after) > 0)));
    if (found.length >= wanted) break;
  }
  return found.slice(0, wanted);
};

/** The events of one UTC day. The index names the home days whose jobs changed on it. */
const eventsOn = async ({ activity, jobs }: Services, day: Day, unreadable: Set<Day>): Promise<JobEvent[]> => {
  const events: JobEvent[] = [];
  for (const home of await homesOf(activity, day, unreadable)) {
    for await (const job of jobs.all({ from: home, to: home }, (lost) => void unreadable.add(lost))) {
      if (job.sample !== true) events.push(...eventsOf(job).filter(({ at }) => at.startsWith(day)));
    }
  }
  return events.toSorted((a, b) => oldestFirst(placeOf(a), placeOf(b)));
};

const homesOf = async (activity: Services["activity"], day: Day, unreadable: Set<Day>): Promise<Day[]> => {
  try {
    return (await activity.on(day)).homes;
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    unreadable.add(day);
    return [];
  }
};

const unknownEvent = () =>
  invalid({
    field: "/after",
    code: "cursor",
    message: "Send the id of an event or an instant such as 2026-11-27T16:40:00Z.",
  });
