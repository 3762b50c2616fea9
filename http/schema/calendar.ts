import { z } from "@hono/zod-openapi";
import { calendarDetails } from "../../domain/access/access.ts";
import { identifier, instant, line } from "./field.ts";

const details = z.enum(calendarDetails).openapi({
  description: "`minimal`: kind, service and street. `full` adds the rest of the address, name, phone and notes.",
});

const calendarFields = {
  id: z.string(),
  name: z.string(),
  crew: z.string().nullable().openapi({ description: "Null: all crews." }),
  details,
  created_at: instant,
  created_by: z.string(),
  last_used: instant.nullable().openapi({ description: "Accurate to one hour. Null: never read." }),
};

export const calendar = z.object(calendarFields).openapi("Calendar");
export const newCalendar = z
  .object({
    ...calendarFields,
    secret: z.string(),
    url: z.string().openapi({ description: "For a calendar program. This is the only answer that has it." }),
  })
  .openapi("NewCalendar");
export const calendars = z.object({ items: z.array(calendar), next_cursor: z.null() });
export const calendarInput = z
  .strictObject({
    name: line("name"),
    crew: identifier.nullable().optional(),
    details: details.default("minimal"),
  })
  .openapi("CalendarInput");
