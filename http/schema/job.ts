import { z } from "@hono/zod-openapi";
import { recordOf } from "../../domain/field-table.ts";
import { attemptCodes, type HistoryEntry, type JobItem, type Location } from "../../domain/job.ts";
import { optionalJobTexts } from "../../domain/job-text.ts";
import { consentWays, contactWays } from "../../domain/message/contact-choice.ts";
import { languages } from "../../domain/message/language.ts";
import type { VisitEquipment } from "../../domain/rental/visit-equipment.ts";
import type { CustomerInView, JobView, MessageSummary } from "../../projection/job-view.ts";
import type { VisitView } from "../../projection/visit-view.ts";
import { customerOfJob } from "./customer-of-job.ts";
import { day, instant } from "./field.ts";
import { shownGroup } from "./price-book.ts";
import { messageState } from "./message.ts";
import { pricing } from "./pricing.ts";
import { rentalParts } from "./rental.ts";

export const status = z
  .enum(["requested", "quoted", "booked", "ready_for_pickup", "in_progress", "completed", "cancelled"])
  .openapi("Status");

export const stage = z
  .enum([
    "requested",
    "quoted",
    "unscheduled",
    "scheduled",
    "en_route",
    "on_site",
    "ready",
    "attempted",
    "completed",
    "cancelled",
  ])
  .openapi("Stage", { description: "The progress of the work in dispatch terms. `status` says it in customer terms." });

export const location = z
  .object({
    street: z.string(),
    city: z.string(),
    state: z.string().optional(),
    postal_code: z.string(),
    notes: z.string().optional(),
  } satisfies Record<keyof Location, z.ZodType>)
  .openapi("Location");

export const windowOut = z.object({ start: z.string(), end: z.string() });

export const visitKind = z.enum(["service", "drop_off", "swap", "pickup"]);
export const visitState = z.enum(["scheduled", "en_route", "on_site", "done", "attempted"]);

export const visit = z
  .object({
    id: z.string(),
    kind: visitKind,
    day: z.string().nullable(),
    window: windowOut.nullable(),
    crew: z.string().nullable(),
    state: visitState,
    requested: z.object({ day: z.string().nullable(), window: windowOut.nullable() }).optional().openapi({
      description:
        "The day and window that the customer requested. A request uses no opening until the office accepts it.",
    }),
    position: z.number().nullable().openapi({
      description: "The place in the crew's lane, in minutes of the day. Null: by the start of the window.",
    }),
    arrival_estimate: instant.nullable(),
    done_on: day.nullable().openapi({ description: "The local day on which the visit was done." }),
    reported_at: instant.nullable().openapi({ description: "When the crew reported the state." }),
    attempt: z.object({ code: z.enum(attemptCodes), reason: z.string(), at: instant }).nullable(),
    note: z.string().nullable(),
    equipment: z
      .object({
        type: z.string(),
        delivers: z.string().nullable(),
        removes: z.string().nullable(),
        same_unit: z.boolean(),
      } satisfies Record<keyof VisitEquipment, z.ZodType>)
      .optional()
      .openapi({ description: "The units that the visit brings and takes. Left out if the job rents nothing out." }),
  } satisfies Record<keyof VisitView, z.ZodType>)
  .openapi("Visit");

const jobFields = z.record(z.string(), z.unknown()).nullable();

export const job = z
  .object({
    id: z.string().openapi({ example: "261127-7K3Q" }),
    rev: z.int(),
    status,
    stage,
    service: z.object({ id: z.string(), name: z.string() }),
    customer: z
      .object({
        name: z.string(),
        phone: z.string().optional(),
        email: z.string().optional(),
        contact_by: z.enum(contactWays),
        language: z.enum(languages),
        text_consent: z
          .object({ at: instant, how: z.enum(consentWays) })
          .nullable()
          .openapi({ description: "The customer's yes to texts. Null: no text is sent." }),
      } satisfies Record<keyof CustomerInView, z.ZodType>)
      .nullable(),
    location,
    items: z.array(
      z.object({ id: z.string(), label: z.string(), quantity: z.number() } satisfies Record<keyof JobItem, z.ZodType>),
    ),
    pricing: pricing.optional().openapi({ description: "Left out for crews, unless the owner lets them see prices." }),
    visits: z.array(visit),
    ...rentalParts,
    price_groups: z.array(shownGroup).optional().openapi({
      description:
        "What a crew can price the job with. Only in the answer for one job, for a crew that may set prices.",
    }),
    customer_record: customerOfJob.optional().openapi({
      description: "The customer over all jobs. Null if the job is filed under none. Left out for crews and in lists.",
    }),
    messages: z
      .object({
        last_state: messageState.nullable(),
        failed: z.int(),
      } satisfies Record<keyof MessageSummary, z.ZodType>)
      .optional()
      .openapi({
        description:
          "What became of the messages to the customer: the state of the newest, and how many the customer does not have. Left out for crews and in lists.",
      }),
    crew: z.string().nullable(),
    notes: z.string().nullable(),
    ...recordOf(optionalJobTexts, () => z.string().optional()),
    link: z.enum(["live", "revoked", "expired"]),
    tracking_token: z.string().optional(),
    tracking_url: z.string().optional(),
    external_id: z.string().optional(),
    source: z.enum(["booking", "dispatch", "import"]),
    sample: z.literal(true).optional().openapi({ description: "Belongs to a sample day." }),
    seen: z.object({ release: z.string(), catalog: z.string() }).optional().openapi({
      description: "The page release and the catalog that the customer booked with. Left out for crews and in lists.",
    }),
    created_at: instant,
    updated_at: instant,
    history: z
      .array(
        z.object({
          id: z.string(),
          at: instant,
          by: z.object({ kind: z.enum(["customer", "dispatcher", "crew", "system", "api"]), name: z.string() }),
          what: z.string(),
          reason: z.string().optional(),
          undoes: z.string().optional().openapi({ description: "The entry that this one undid." }),
          from: jobFields,
          to: jobFields,
        } satisfies Record<keyof HistoryEntry, z.ZodType>),
      )
      .optional()
      .openapi({ description: "Left out for crews and in lists." }),
  } satisfies Record<keyof JobView, z.ZodType>)
  .openapi("Job");

/** Days that could not be read. Their jobs are missing from the list. */
export const unreadable = z.array(z.string()).optional().openapi({
  description: "Days that cannot be read. Jobs booked for them are missing. Left out if every day can be read.",
});

export const jobPage = z
  .object({ items: z.array(job), next_cursor: z.string().nullable(), unreadable })
  .openapi("JobPage");
