import { z } from "@hono/zod-openapi";
import { eventTypes } from "../../domain/webhook/event-type.ts";
import { instant } from "./field.ts";
import { unreadable } from "./job.ts";

export const eventType = z.enum(eventTypes).openapi("EventType");

const event = z
  .object({
    id: z.string().openapi({
      description: "The same as the `webhook-id` of the webhook.",
      example: "evt_mio1vdx0_261127-7K3Q_3_job-moved",
    }),
    type: eventType,
    at: instant,
    job: z.string().openapi({ example: "261127-7K3Q" }),
    rev: z.int().openapi({ description: "The revision that the change made." }),
  })
  .openapi("Event");

export const eventPage = z
  .object({
    items: z.array(event),
    next_cursor: z.string().nullable().openapi({ description: "Send it as `after` to get the next page." }),
    unreadable,
  })
  .openapi("EventPage");
