import { z } from "@hono/zod-openapi";
import { recordOf } from "../../domain/field-table.ts";
import type { EnteredIn } from "../../domain/job-fields.ts";
import type { Customer, Location, Visit } from "../../domain/job.ts";
import { jobTexts, textRule } from "../../domain/job-text.ts";
import { contactWays } from "../../domain/message/contact-choice.ts";
import { languages } from "../../domain/message/language.ts";
import type { HandLine } from "../../domain/price/hand-price.ts";
import { status } from "./job.ts";
import {
  cents,
  currency,
  day,
  email,
  identifier,
  line,
  notify,
  optionalProse,
  optionalText,
  pathId,
  phone,
  postalCode,
  prose,
  quantity,
  unit,
  window,
  word,
} from "./field.ts";

/** What a booking, the office and the terminal send about a job. */

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
type OfficeWish = "tax_exempt" | "deposit" | "as_quote" | "message" | "unit" | "notify";

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
    unit: unit.optional().openapi({ description: "The unit that the drop-off of a rental brings. It needs a day." }),
    notify,
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
    notify,
    ...recordOf(jobTexts, (name) => optionalText(textRule(name)).nullable().optional()),
  } satisfies Record<EnteredIn<"job_form"> | keyof VisitInput | "reason" | "notify", z.ZodType>)
  .openapi("JobPatch");

/** The whole body of a change that needs no other field. */
export const notifyInput = z.strictObject({ notify }).openapi("NotifyInput");

export const statusInput = z
  .strictObject({
    status,
    reason: prose("reason").optional(),
    equipment_returned: z.boolean().optional().openapi({
      description: "With `cancelled`: the equipment at the customer's is back.",
    }),
    notify,
  })
  .openapi("StatusInput");

export const extendInput = z
  .strictObject({
    until: day.openapi({ description: "The last day on site." }),
    charge: z.boolean().optional().openapi({ description: "False gives the days away." }),
    reason: prose("reason").optional(),
    notify,
  })
  .openapi("ExtendInput");

export const linkInput = z.strictObject({ action: z.enum(["revoke", "replace"]) }).openapi("LinkInput");
