import { z } from "@hono/zod-openapi";
import type { EndedBy, Quote, QuoteRequest } from "../../domain/quote.ts";
import type { Overage, OverageItem } from "../../domain/rental/overage.ts";
import type { RentalPeriod } from "../../domain/rental/rental-period.ts";
import type { Rental } from "../../domain/rental/rental-rules.ts";
import { day, instant, window } from "./field.ts";

const rental = z
  .object({
    equipment_type: z.string(),
    days: z.int(),
    included_days: z.int(),
    extra_day_cents: z.int(),
    included_tons: z.number(),
    extra_ton_cents: z.int(),
    max_days: z.int(),
    swap: z.enum(["exchange", "dump_and_return", "none"]),
    swap_cents: z.int().nullable(),
    count_delivery_day: z.boolean(),
  } satisfies Record<keyof Rental, z.ZodType>)
  .openapi("Rental", { description: "The rules of the rental, frozen when the job was made." });

const rentalPeriod = z
  .object({
    id: z.string(),
    type: z.string(),
    unit: z.string().nullable(),
    from: day,
    until: day,
    delivered_by: z.string(),
    removed_by: z.string(),
    ready_on: day.nullable(),
    asked_for: day.nullable(),
    allowed_days: z.int(),
    net_tons: z.number().nullable(),
    ticket: z.string().nullable(),
    facility: z.string().optional(),
    fee_cents: z.int().optional(),
  } satisfies Record<keyof RentalPeriod, z.ZodType>)
  .openapi("RentalPeriod", { description: "The stay of one unit at the customer's." });

const overageItem = z
  .object({
    id: z.string(),
    kind: z.enum(["days", "tons", "trip", "fee", "other"]),
    of: z.string().openapi({ description: "The rental period or the visit." }),
    label: z.string(),
    quantity: z.number(),
    unit_cents: z.int(),
    amount_cents: z.int(),
    taxable: z.boolean().optional().openapi({ description: "Left out if it is taxable as its service is." }),
    basis: z.object({ used: z.number(), included: z.number() }).nullable(),
    state: z.enum(["proposed", "accepted", "edited", "waived"]),
    by: z.string().optional(),
    at: instant.optional(),
    reason: z.string().optional(),
  } satisfies Record<keyof OverageItem, z.ZodType>)
  .openapi("OverageItem");

const overage = z
  .object({ state: z.enum(["open", "closed"]), items: z.array(overageItem) } satisfies Record<keyof Overage, z.ZodType>)
  .openapi("Overage", { description: "The office's review of what the job used beyond its price." });

const quote = z
  .object({
    version: z.int(),
    sent_at: instant,
    valid_until: day,
    message: z.string().nullable(),
    declined_reason: z.string().optional(),
    approved: z.object({ version: z.int(), at: instant, name: z.string(), how: z.enum(["link", "phone"]) }).optional(),
  } satisfies Record<keyof Quote, z.ZodType>)
  .openapi("JobQuote", { description: "The quote that the office sent last." });

const quoteRequest = z
  .object({
    description: z.string(),
    preferred: z.array(z.object({ day, window: window.optional() })),
  } satisfies Record<keyof QuoteRequest, z.ZodType>)
  .openapi("QuoteRequest");

const endedBy = z.object({
  kind: z.enum(["declined", "expired", "withdrawn", "office"]),
} satisfies Record<keyof EndedBy, z.ZodType>);

/** What a job has only if it is a rental or began as a quote request. */
export const rentalParts = {
  rental: rental.optional(),
  equipment: z.array(rentalPeriod).optional(),
  unit_choices: z.array(z.string()).optional().openapi({
    description: "The units that can be delivered now. Only in the answer for one job, while a delivery is open.",
  }),
  overage: overage.optional(),
  quote: quote.optional(),
  request: quoteRequest.optional(),
  ended_by: endedBy.optional(),
  tax_exempt: z.object({ reason: z.string() }).optional(),
};
