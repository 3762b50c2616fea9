import type { CalendarFeed } from "../../../domain/access/access.ts";
import type { Instant } from "../../../domain/clock.ts";
import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { calendars } from "../../schema/calendar.ts";

export const listCalendars = defineRoute(
  "listCalendars",
  { roles: ["owner"], scope: null },
  {
    summary: "List calendars",
    responses: { 200: json(calendars, "All calendars, the newest first. Their addresses are not stored.") },
  },
  ({ access }) =>
    async (c) => {
      const [{ calendars }, uses] = await Promise.all([access.read(), access.lastUses()]);
      const items = calendars.toReversed().map((calendar) => calendarView(calendar, uses[calendar.id] ?? null));
      return c.json({ items, next_cursor: null }, 200);
    },
);

export const calendarView = (
  { id, name, crew, details, created_at, created_by }: CalendarFeed,
  last_used: Instant | null,
) => ({ id, name, crew, details, created_at, created_by, last_used });
