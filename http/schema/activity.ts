import { z } from "@hono/zod-openapi";
import { instant } from "./field.ts";
import { unreadable } from "./job.ts";

const actor = z.object({ kind: z.enum(["customer", "dispatcher", "crew", "system", "api"]), name: z.string() });

const activityEntry = z
  .object({
    id: z.string(),
    at: instant,
    by: actor,
    what: z
      .string()
      .openapi({ description: "A change of a job, as in its history, or an event about people and settings." }),
    reason: z.string().optional(),
    job: z.object({ id: z.string(), customer: z.string().nullable() }).optional(),
    from: z.record(z.string(), z.unknown()).nullable().optional(),
    to: z
      .record(z.string(), z.unknown())
      .nullable()
      .optional()
      .openapi({ description: "The changed fields. Visits and price have values, and all other fields only names." }),
    subject: z.string().optional().openapi({ description: "The person, crew or day that was changed." }),
    fields: z.array(z.string()).optional(),
    count: z.int().optional().openapi({ description: "The number of tries to sign in, if this entry counts several." }),
  })
  .openapi("ActivityEntry");

export const activityPage = z
  .object({
    items: z.array(activityEntry),
    next_cursor: z.string().nullable(),
    people: z
      .array(z.string())
      .openapi({ description: "The people who did something on these days, as values for `by`." }),
    dropped: z
      .int()
      .openapi({ description: "The number of sign-ins and settings changes left out because a day was full." }),
    unreadable,
  })
  .openapi("ActivityPage");
