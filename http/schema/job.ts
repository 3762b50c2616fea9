import { z } from "@hono/zod-openapi";
import { recordOf } from "../../domain/field-table.ts";
import type { EnteredIn } from "../../domain/job-fields.ts";
import {
  attemptCodes,
  type Customer,
  type HistoryEntry,
  type JobItem,
  type Location,
  type Visit,
} from "../../domain/job.ts";
import { jobTexts, optionalJobTexts, textRule } from "../../domain/job-text.ts";
import { consentWays, contactWays } from "../../domain/message/contact-choice.ts";
import { languages } from "../../domain/message/language.ts";
import type { HandLine } from "../../domain/price/hand-price.ts";
import { lineKinds, type PriceLine } from "../../domain/price/price-line.ts";
import type { Amendment, PendingPrice, Pricing } from "../../domain/price/pricing.ts";
import type { VisitEquipment } from "../../domain/rental/visit-equipment.ts";
import type { CustomerInView, JobView } from "../../projection/job-view.ts";
import type { VisitView } from "../../projection/visit-view.ts";
import { customerOfJob } from "./customer-of-job.ts";
import { shownGroup } from "./price-book.ts";
import { rentalParts } from "./rental.ts";
import {
  cents,
  currency,
  day,
  email,
  identifier,
  instant,
  line,
  optionalProse,
  optionalText,
  pathId,
  phone,
  postalCode,
  prose,
  quantity,
  window,
  word,
} from "./field.ts";

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

const language = z.enum(languages).openapi({
  description: "The language of messages. Left out: the business's.",
});
const contactBy = z.enum(contactWays).openapi({
  description: "How the customer wants to hear from the business. With `none`, no message goes out by itself.",
});
const textsOk = z.boolean().openapi({ description: "The customer agreed to texts about this job." });

const contact = {
  name: line("name"),
  phone: phone.optional(),
  email: email.optional(),
  contact_by: contactBy.optional(),
  language: language.optional(),
  text_consent: textsOk.optional(),
} satisfies Record<keyof Customer, z.ZodType>;
export const customerInput = z.strictObject(contact).openapi("CustomerInput");

/** The customer of a job that the office makes. `id` files the job under a known customer. */
const jobCustomerInput = z
  .strictObject({ ...contact, id: pathId.optional().openapi({ example: "c_7K3Q0F4M" }) })
  .openapi("JobCustomerInput");

export const locationInput = z
  .strictObject({
    street: line("street"),
    city: word(80),
    state: word(40).optional(),
    postal_code: postalCode,
    notes: optionalProse("notes").optional(),
  } satisfies Record<keyof Location, z.ZodType>)
  .openapi("LocationInput");

export const itemChoice = z
  .strictObject({ id: identifier.openapi({ example: "stairs" }), quantity: quantity.default(1) })
  .openapi("ItemChoice");
export const itemChoices = z.array(itemChoice).max(50, "Use at most 50 lines.");

export const notSure = z
  .array(identifier)
  .max(10)
  .openapi({ description: "The groups whose option the customer cannot tell. The price is then a range." });

export const rentalDays = z
  .int("Use whole days.")
  .min(1, "Use at least one day.")
  .max(62, "Use at most 62 days.")
  .openapi({ example: 7, description: "The days of a rental. Left out: the included days." });

/** Lines of a price that the office writes. */
export const handLines = z
  .array(
    z.strictObject({
      label: word(120),
      quantity,
      unit_cents: cents.openapi({ description: "The size of a discount is above zero too." }),
      kind: z.enum(["base", "option", "add_on", "surcharge", "discount"]).optional(),
      taxable: z.boolean().optional(),
    } satisfies Record<keyof HandLine, z.ZodType>),
  )
  .min(1, "Add at least one line.")
  .max(50, "Use at most 50 lines.");

export const pricingInput = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("flat"), amount_cents: cents, taxable: z.boolean().optional(), currency }),
    z.strictObject({
      kind: z.literal("itemized"),
      lines: handLines,
      currency,
    }),
  ])
  .openapi("PricingInput");

/** The day, window and crew of the first visit. */
type VisitInput = Pick<Visit, "day" | "window" | "crew">;
/**
 * Fields of a booking that are not fields of the job: the price and terms that the customer saw, and signs of a robot.
 */
type BookingProof = "quote" | "terms_accepted" | "website" | "filled_in_ms";

/** What a customer chose besides items. The price and the rental keep it. */
type Wish = "not_sure" | "days";

/** What the office decides about a new job besides its fields. */
type OfficeWish = "tax_exempt" | "deposit" | "as_quote" | "message";

/** What a customer writes in a request for a quote. */
type Request = "description" | "preferred";
const requestInput = {
  description: optionalProse("notes").optional().openapi({ description: "The work, for a service that we quote." }),
  preferred: z
    .array(z.strictObject({ day, window: window.optional() }))
    .max(3, "Name at most three times.")
    .optional()
    .openapi({ description: "The times that the customer would like. They reserve nothing." }),
};

/** What the page showed. Only its shape is checked, because the server uses its own price and terms. */
export const seen = z
  .strictObject({
    release: z.string().regex(/^[\w-][\w.-]{0,63}$/, "This is not a release."),
    catalog: z.string().regex(/^[\w-]{22}$/, "This is not a catalog version."),
  })
  .openapi("Seen");

/** A form can stay open for a long time, but a larger number was not measured by a page. */
const oneYearMs = 366 * 86_400_000;

/** The input of the booking page. */
export const bookingInput = z
  .strictObject({
    service: identifier,
    day: day.optional(),
    window: window.optional(),
    items: itemChoices.optional(),
    not_sure: notSure.optional(),
    days: rentalDays.optional(),
    quote: z.string().max(400).optional(),
    ...requestInput,
    customer: customerInput,
    location: locationInput,
    terms_accepted: z.literal(true, "Accept the terms to book."),
    seen: seen.optional(),
    /** People leave it empty. Programs that fill in every field do not. */
    website: z.string().max(400).optional(),
    /** How long the form was open, in milliseconds. */
    filled_in_ms: z.int().min(0).max(oneYearMs).optional(),
  } satisfies Record<
    EnteredIn<"booking"> | Exclude<keyof VisitInput, "crew"> | BookingProof | Wish | Request,
    z.ZodType
  >)
  .openapi("BookingInput");

/** The input of a dispatcher or the terminal. */
export const jobInput = z
  .strictObject({
    service: identifier,
    day: day.optional(),
    window: window.optional(),
    items: itemChoices.optional(),
    customer: jobCustomerInput,
    location: locationInput,
    not_sure: notSure.optional(),
    days: rentalDays.optional(),
    pricing: pricingInput.optional(),
    tax_exempt: z.strictObject({ reason: prose("reason") }).optional(),
    deposit: z.enum(["ask", "require", "waive"]).optional(),
    as_quote: z.boolean().optional().openapi({
      description: "Sends the price as a quote. A service without a price begins as a request.",
    }),
    message: optionalProse("notes").optional().openapi({ description: "With `as_quote`: above the price." }),
    ...requestInput,
    crew: identifier.openapi({ example: "crew-1" }).optional(),
    ...recordOf(jobTexts, (name) => optionalText(textRule(name)).optional()),
  } satisfies Record<EnteredIn<"job_form"> | keyof VisitInput | Wish | Request | OfficeWish, z.ZodType>)
  .openapi("JobInput");

/** A JSON merge patch (RFC 7396): a missing field keeps its value, and null removes it. */
export const jobPatch = z
  .strictObject({
    customer: z
      .strictObject({
        name: line("name"),
        phone: phone.nullable(),
        email: email.nullable(),
        contact_by: contactBy.nullable(),
        language: language.nullable(),
        text_consent: textsOk.nullable(),
        id: pathId.nullable().openapi({ description: "Files the job under this customer. Null: by its contact." }),
      } satisfies Record<keyof Customer | "id", z.ZodType>)
      .partial()
      .optional(),
    location: z
      .strictObject({
        street: line("street"),
        city: word(80),
        state: word(40).nullable(),
        postal_code: postalCode,
        notes: optionalProse("notes").nullable(),
      } satisfies Record<keyof Location, z.ZodType>)
      .partial()
      .optional(),
    items: itemChoices.optional(),
    service: identifier.optional(),
    crew: identifier.openapi({ example: "crew-1" }).nullable().optional(),
    day: day.nullable().optional(),
    window: window.nullable().optional(),
    pricing: pricingInput.optional(),
    reason: prose("reason").optional(),
    ...recordOf(jobTexts, (name) => optionalText(textRule(name)).nullable().optional()),
  } satisfies Record<EnteredIn<"job_form"> | keyof VisitInput | "reason", z.ZodType>)
  .openapi("JobPatch");

export const statusInput = z
  .strictObject({
    status,
    reason: prose("reason").optional(),
    equipment_returned: z.boolean().optional().openapi({
      description: "With `cancelled`: the equipment at the customer's is back.",
    }),
  })
  .openapi("StatusInput");

export const extendInput = z
  .strictObject({
    until: day.openapi({ description: "The last day on site." }),
    charge: z.boolean().optional().openapi({ description: "False gives the days away." }),
    reason: prose("reason").optional(),
  })
  .openapi("ExtendInput");

export const linkInput = z.strictObject({ action: z.enum(["revoke", "replace"]) }).openapi("LinkInput");

export const priceLine = z
  .object({
    id: z.string(),
    kind: z.enum(lineKinds),
    code: z.string(),
    label: z.string(),
    quantity: z.number(),
    unit_cents: z.int(),
    amount_cents: z.int(),
    taxable: z.boolean(),
  } satisfies Record<keyof PriceLine, z.ZodType>)
  .openapi("PriceLine");

export const pricing = z
  .object({
    kind: z.enum(["flat", "itemized"]),
    state: z.enum(["firm", "estimate", "unpriced"]),
    currency: z.string(),
    subtotal_cents: z.int(),
    tax_cents: z.int(),
    total_cents: z.int(),
    deposit_cents: z.int(),
    tax: z.object({ label: z.string(), rate_ppm: z.int() }).nullable(),
    estimate: z
      .object({
        low_cents: z.int(),
        high_cents: z.int(),
        options: z.array(z.object({ code: z.string(), label: z.string(), unit_cents: z.int() })),
      })
      .nullable()
      .openapi({ description: "The range of a price whose size the customer could not tell, with tax." }),
    lines: z.array(priceLine),
    frozen_at: instant,
    amendments: z.array(
      z.object({
        id: z.string(),
        at: instant,
        by: z.string(),
        reason: z.string(),
        from_cents: z.int(),
        to_cents: z.int(),
        agreed: z
          .object({
            how: z.enum(["in_person", "link", "phone", "not_needed"]),
            name: z.string().nullable(),
            at: instant,
          })
          .nullable(),
      } satisfies Record<keyof Amendment, z.ZodType>),
    ),
    pending: z
      .object({
        id: z.string(),
        at: instant,
        by: z.string(),
        reason: z.string(),
        lines: z.array(priceLine),
        total_cents: z.int(),
      } satisfies Record<keyof PendingPrice, z.ZodType>)
      .nullable()
      .openapi({ description: "A higher price from a crew that waits for the customer's yes." }),
  } satisfies Record<keyof Pricing, z.ZodType>)
  .openapi("Pricing");

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
