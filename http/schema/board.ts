import { z } from "@hono/zod-openapi";
import type { CardRental } from "../../domain/card-rental.ts";
import type { Card } from "../../domain/card.ts";
import { attemptCodes } from "../../domain/job.ts";
import { instant } from "./field.ts";
import { inboxSummary } from "./message.ts";
import { stage, status, windowOut } from "./job.ts";

const card = z
  .object({
    rev: z.int(),
    job: z.string(),
    visit: z.string(),
    kind: z.enum(["service", "drop_off", "swap", "pickup"]),
    day: z.string().nullable(),
    window: windowOut.nullable(),
    crew: z.string().nullable(),
    state: z.enum(["scheduled", "en_route", "on_site", "done", "attempted"]),
    status,
    stage,
    since: instant,
    service: z.string(),
    customer: z.string(),
    street: z.string(),
    city: z.string(),
    total_cents: z.int().nullable().openapi({ description: "Null for crews, unless the owner lets them see prices." }),
    estimate_high_cents: z
      .int()
      .optional()
      .openapi({ description: "The high end of a price range; `total_cents` is its low end." }),
    currency: z
      .string()
      .optional()
      .openapi({ description: "The currency of `total_cents`. Left out if it is the currency of the business." }),
    sample: z.literal(true).optional().openapi({ description: "Belongs to a sample day, so it is not real work." }),
    requested: z.object({ day: z.string().nullable(), window: windowOut.nullable() }).optional(),
    position: z.number().optional().openapi({
      description: "The place in the crew's lane that the office chose. Left out: by the start of the window.",
    }),
    rental: z
      .object({
        type: z.string(),
        unit: z.string().nullable(),
        brings: z.string().optional(),
        from: z.string(),
        until: z.string(),
        allowed_days: z.int(),
        last_day: z.string(),
      } satisfies Record<keyof CardRental, z.ZodType>)
      .optional()
      .openapi({
        description:
          "The stay of the unit that the visit takes, else of the one that it brings. `brings` is the unit that a swap brings. `last_day` is the last day that the customer paid for.",
      }),
    attempt: z
      .object({ code: z.enum(attemptCodes), reason: z.string() })
      .optional()
      .openapi({ description: "Why a crew could not do the visit." }),
    why: z
      .enum(["price_waiting", "overage"])
      .optional()
      .openapi({ description: "Why the office has to look at the job." }),
  } satisfies Record<keyof Card, z.ZodType>)
  .openapi("Card");

const channelState = z.enum(["not_set_up", "ok", "failing", "paused"]);

export const board = z
  .object({
    day: z.string(),
    today: z.string(),
    business: z.object({ time_zone: z.string(), locale: z.string(), currency: z.string() }).openapi({
      description:
        "The board shows times in this zone, even to a reader in another one. Crews type fees in the currency.",
    }),
    closed: z.boolean(),
    windows: z.array(
      z.object({
        start: z.string(),
        end: z.string(),
        capacity: z.int(),
        taken: z.int().openapi({
          description:
            "The number of visits whose window overlaps this one, even if their window is no longer offered.",
        }),
        former: z
          .literal(true)
          .optional()
          .openapi({ description: "The day no longer offers this window but has visits in it. Its capacity is 0." }),
      }),
    ),
    lanes: z.array(
      z.object({ crew: z.object({ id: z.string(), name: z.string() }).nullable(), visits: z.array(card) }),
    ),
    trays: z
      .object({
        unscheduled: z.array(card),
        ready: z.array(card),
        late: z.array(card),
        requests: z.array(card),
        out: z.array(card),
        attention: z.array(card),
      })
      .openapi({
        description:
          "A job is in the first tray that fits: late, ready, requests, out, unscheduled. `out`: equipment is at the customer's and its pickup has no day; the longest stay first. `attention`: every job with a `why`.",
      }),
    conflicts: z.int().openapi({ description: "The number of equipment conflicts that the office has to solve." }),
    inbox: inboxSummary.optional().openapi({ description: "Left out for crews." }),
    messages: z
      .object({
        parked: z.int().openapi({ description: "How many messages were not sent and wait for a person." }),
        email: channelState,
        text: channelState,
      })
      .optional()
      .openapi({ description: "Whether messages go out. Left out for crews." }),
    sample: z
      .literal(true)
      .optional()
      .openapi({ description: "The board shows jobs of a sample day. The counts leave them out." }),
    advice: z
      .array(
        z.discriminatedUnion("code", [
          z.object({ code: z.literal("crowded_day"), jobs: z.int() }),
          z.object({ code: z.enum(["disk_full", "disk_quota", "disk_read_only", "unavailable"]) }),
        ]),
      )
      .optional()
      .openapi({
        description:
          "For the office. `crowded_day`: the day has more jobs than its store is suited for, and the migration guide says what to do. With the other codes nothing can be saved, because the disk is full, its quota is used up, it is read-only, or the store does not accept writes.",
      }),
    counts: z.object({
      visits: z.int(),
      done: z.int(),
      unassigned: z.int(),
      unscheduled: z.int(),
      ready: z.int(),
      late: z.int(),
      requests: z.int(),
      out: z.int(),
      attention: z.int(),
    }),
  })
  .openapi("Board");
