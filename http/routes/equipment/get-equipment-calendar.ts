import { daysBetween } from "../../../domain/day.ts";
import { DomainError, invalid } from "../../../domain/domain-error.ts";
import { calendarOf } from "../../../projection/equipment.ts";
import { json, problemResponses } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { calendarQuery, equipmentCalendar } from "../../schema/equipment.ts";

const mostDays = 62;

export const getEquipmentCalendar = defineRoute(
  "getEquipmentCalendar",
  { roles: staff, scope: "board:read" },
  {
    summary: "List how much equipment is held each day",
    request: { query: calendarQuery },
    responses: {
      200: json(equipmentCalendar, "Each day from `from` to `to`, with the stock of each type and how much is held"),
      ...problemResponses("range_too_wide"),
    },
  },
  ({ jobs, equipment }) =>
    async (c) => {
      const { from, to } = c.req.valid("query");
      if (from > to)
        throw invalid({ field: "/to", code: "order", message: "`to` is before `from`. Send a later day." });
      if (daysBetween(from, to) >= mostDays)
        throw new DomainError("range_too_wide", `Ask for at most ${mostDays} days in one request.`);
      const [stored, days] = await Promise.all([equipment.read(), jobs.capacity(from, to)]);
      return c.json({ days: calendarOf(stored, days) }, 200);
    },
);
