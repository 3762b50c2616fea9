import { z } from "@hono/zod-openapi";
import { languages } from "../../domain/message/language.ts";
import type { TrackedJob, TrackedRental } from "../../projection/tracked-job.ts";
import type { TrackedMessage } from "../../projection/tracked-thread.ts";
import { cents, day, instant, prose, window } from "./field.ts";
import { stage, status, visitKind, visitState, windowOut } from "./job.ts";
import { priceLine, pricing } from "./pricing.ts";

/** The fields of a job that its customer sees: no phone, no street, and only the crew's first name. */
export const trackedJob = z
  .object({
    id: z.string(),
    status,
    stage,
    service: z.string(),
    service_id: z.string(),
    day: z.string().nullable(),
    window: windowOut.nullable(),
    crew_first_name: z.string().nullable(),
    pricing,
    /** The next step, as a code. The page's message catalog has the text. */
    next: z
      .enum([
        "wait_for_quote",
        "answer_quote",
        "schedule",
        "crew_arrives",
        "fill_and_tell",
        "crew_on_the_way",
        "crew_working",
        "collect_soon",
        "new_time",
        "nothing",
      ])
      .openapi({ description: "A code for the next step. Each page has its own text for it." }),
    can: z
      .array(
        z.enum([
          "approve",
          "decline",
          "cancel",
          "reschedule",
          "ready",
          "extend",
          "swap",
          "book_again",
          "agree",
          "message",
        ]),
      )
      .openapi({ description: "What the server accepts, apart from `cutoff_at` and the last day of a quote." }),
    /** The customer can move or cancel until then. Null if there is no limit, or if they cannot. */
    cutoff_at: instant.nullable(),
    timeline: z.array(z.object({ at: instant, what: z.string() })),
    visits: z.array(
      z.object({ kind: visitKind, day: day.nullable(), window: windowOut.nullable(), state: visitState }),
    ),
    arrival_estimate: instant.nullable(),
    rental: z
      .object({
        type: z.string(),
        delivered_on: day.nullable(),
        until: day.nullable(),
        allowed_days: z.int(),
        count_delivery_day: z.boolean(),
        extra_day_cents: z.int(),
        last_day: day.nullable(),
        swap: z.enum(["exchange", "dump_and_return", "none"]),
      } satisfies Record<keyof TrackedRental, z.ZodType>)
      .nullable()
      .openapi({ description: "`last_day` is the last day that the customer paid for; overdue nights move `until`." }),
    price_change: z
      .object({ id: z.string(), reason: z.string(), lines: z.array(priceLine), total_cents: z.int() })
      .nullable()
      .openapi({ description: "A higher price that waits for the customer's yes." }),
    messages: z
      .array(
        z.object({
          at: instant,
          from: z.enum(["you", "us"]),
          name: z.string().optional(),
          text: z.string(),
        } satisfies Record<keyof TrackedMessage, z.ZodType>),
      )
      .openapi({ description: "The messages of this page, oldest first: the newest 20, in at most 4 KB." }),
    quote: z.object({ version: z.int(), valid_until: day, message: z.string().nullable() }).nullable(),
    calendar: z
      .object({ uid: z.string(), sequence: z.int() })
      .openapi({ description: "The entry of the next visit in a calendar. The files of emails have the same." }),
    language: z.enum(languages).openapi({ description: "The language that the customer reads." }),
    business: z.object({
      name: z.string(),
      phone: z.string().nullable(),
      time_zone: z.string(),
      locale: z.string(),
    }),
    updated_at: instant,
    rev: z.int(),
    expires_at: instant.nullable(),
  } satisfies Record<keyof TrackedJob, z.ZodType>)
  .openapi("TrackedJob");

export const readyInput = z
  .strictObject({
    note: prose("message").optional(),
    day: day.optional().openapi({ description: "Schedules the pickup. Without it, the office does." }),
    window: window.optional().openapi({ description: "Left out: any time that day." }),
  })
  .openapi("ReadyInput");
export const cancelInput = z.strictObject({ reason: prose("reason").optional() }).openapi("CancelInput");

const total = cents
  .optional()
  .openapi({ description: "The new total that the customer agreed to. Without it: `price_changed` with the price." });

export const rescheduleInput = z
  .strictObject({ day, window, total_cents: total })
  .openapi("RescheduleInput", { description: "`total_cents` is needed for a day with other surcharges." });
export const customerExtendInput = z
  .strictObject({ until: day.openapi({ description: "The last day on site." }), total_cents: total })
  .openapi("CustomerExtendInput");
export const customerSwapInput = z
  .strictObject({
    day: day.optional().openapi({ description: "Left out: the office chooses the day." }),
    window: window.optional(),
    note: prose("reason").optional(),
    total_cents: total,
  })
  .openapi("CustomerSwapInput");
export const messageInput = z.strictObject({ text: prose("message") }).openapi("MessageInput");
