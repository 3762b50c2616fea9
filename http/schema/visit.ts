import { z } from "@hono/zod-openapi";
import { epochOf } from "../../domain/clock.ts";
import { attemptCodes } from "../../domain/job.ts";
import { cents, day, identifier, instant, notify, optionalProse, pathId, prose, unit, window, word } from "./field.ts";

export const visitParams = z.object({
  id: pathId.openapi({ example: "261127-7K3Q" }),
  visit_id: pathId.openapi({ example: "v1" }),
});

const minutes = z.int().min(5, "Use at least 5 minutes.").max(600, "Use at most 600 minutes.");

/** A tap that a phone kept until it had a connection. */
const tappedAt = instant
  .refine((text) => !Number.isNaN(epochOf(text)), "Write a time such as 2026-11-27T16:40:00.000Z.")
  .openapi({ description: "When it happened, at most 48 hours ago. Left out: now." });

export const visitStateInput = z
  .strictObject({
    state: z.enum(["en_route", "on_site", "done", "attempted", "scheduled"]).openapi({
      description: "`scheduled` undoes `en_route`, if nothing else changed the job since.",
    }),
    reason: prose("reason").optional(),
    code: z
      .enum(attemptCodes)
      .optional()
      .openapi({ description: "Why the visit failed. The customer reads its phrase." }),
    arrives_in_minutes: minutes.optional(),
    unit: unit.optional().openapi({ description: "The unit that was delivered." }),
    at: tappedAt.optional(),
    return_visit: z
      .strictObject({ reason: prose("reason"), day: day.optional(), window: window.optional() })
      .optional()
      .openapi({ description: "With `done`: another visit has to follow. Only the office sets its day." }),
    notify,
  })
  .openapi("VisitStateInput");

export const arrivalInput = z.strictObject({ arrives_in_minutes: minutes, notify }).openapi("ArrivalInput");

const tons = z
  .number()
  .min(0, "Use zero or more.")
  .max(100, "Use at most 100 tons.")
  .refine((value) => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6, "Use at most three decimal places.");

export const weightInput = z
  .strictObject({
    net_tons: tons.optional(),
    net_pounds: z.int().min(0, "Use zero or more.").max(200_000, "Use at most 200,000 pounds.").optional(),
    ticket: word(40).optional(),
    facility: word(60).optional().openapi({ description: "Where the load went." }),
    fee_cents: cents.optional().openapi({
      description: "What that place charged. It is proposed to the office beside extra days and tons.",
    }),
  })
  .openapi("WeightInput", { description: "`net_tons` or `net_pounds`. Pounds are rounded down to tons." });

export const visitInput = z
  .strictObject({
    kind: z.enum(["service", "drop_off", "swap", "pickup"]),
    day: day.optional(),
    window: window.optional(),
    crew: identifier.optional(),
    note: prose("reason").optional(),
    unit: unit.optional(),
    same_unit: z.boolean().optional(),
    charge: z.boolean().default(true).openapi({ description: "Whether a swap adds its price." }),
    notify,
  })
  .openapi("VisitInput");

const neighbor = z.strictObject({ job: pathId, visit: pathId });

export const visitPatch = z
  .strictObject({
    day: day.nullable().optional(),
    window: window.nullable().optional(),
    crew: identifier.nullable().optional(),
    note: optionalProse("reason").nullable().optional(),
    unit: unit.nullable().optional(),
    done_on: day.optional(),
    notify,
    place: z
      .union([z.enum(["first", "last"]), z.strictObject({ before: neighbor }), z.strictObject({ after: neighbor })])
      .optional()
      .openapi({ description: "Where the visit goes in the lane of its crew on its day." }),
  })
  .openapi("VisitPatch");
