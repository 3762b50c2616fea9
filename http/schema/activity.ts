import { z } from "@hono/zod-openapi";
import { instant } from "./field.ts";
import { unreadable } from "./job.ts";

const actor = z.object({ kind: z.enum(["customer", "dispatcher", "crew", "system"]), name: z.string() });

const activityEntry = z
  .object({
    id: z.string(),
    at: instant,
    by: actor,
    what: z.string().openapi({ description: "As in a job's history, or what was done to people and settings." }),
    reason: z.string().optional(),
    job: z.object({ id: z.string(), customer: z.string().nullable() }).optional(),
    from: z.record(z.string(), z.unknown()).nullable().optional(),
    to: z
      .record(z.string(), z.unknown())
      .nullable()
      .optional()
      .openapi({ description: "What changed; values of visits and price alone, of all else the names." }),
    subject: z.string().optional().openapi({ description: "The person, crew or day that it was done to." }),
    fields: z.array(z.string()).optional(),
    count: z.int().optional().openapi({ description: "How often, where one entry stands for many: tries to sign in." }),
  })
  .openapi("ActivityEntry");

export const activityPage = z
  .object({
    items: z.array(activityEntry),
    next_cursor: z.string().nullable(),
    people: z.array(z.string()).openapi({ description: "Who did anything on these days: what `by` may be." }),
    dropped: z.int().openapi({ description: "How many sign-ins and changes of settings found no room." }),
    unreadable,
  })
  .openapi("ActivityPage");
