import { z } from "@hono/zod-openapi";
import { day, identifier, instant, postalCode } from "./field.ts";
import { itemChoices, job, pricing } from "./job.ts";

/** Everything that the booking page shows first. */
export const catalog = z
  .object({
    business: z.object({
      name: z.string(),
      phone: z.string().nullable(),
      time_zone: z.string(),
      currency: z.string(),
      locale: z.string(),
    }),
    booking: z.object({
      open: z.boolean(),
      lead_time_hours: z.int(),
      days_ahead: z.int(),
      postal_codes: z.array(z.string()).nullable(),
    }),
    /** True while the prices are the samples of a new store. The page says so. */
    sample: z.boolean(),
    services: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        description: z.string(),
        price: z.object({ kind: z.enum(["flat", "itemized"]), from_cents: z.int() }),
        items: z.array(z.object({ id: z.string(), label: z.string(), unit_cents: z.int() })),
        needs_window: z.boolean(),
      }),
    ),
    terms: z.object({ version: z.string(), text: z.string() }),
    version: z.string().openapi({ description: "A hash of the other fields. A booking sends it as `seen.catalog`." }),
  })
  .openapi("Catalog");

const windowLeft = z.object({ start: z.string(), end: z.string(), left: z.int() });

export const availabilityQuery = z.strictObject({ service: identifier, from: day, to: day });
export const availability = z
  .object({ days: z.array(z.object({ day: z.string(), windows: z.array(windowLeft) })) })
  .openapi("Availability");

export const quoteInput = z
  .strictObject({
    service: identifier,
    items: itemChoices.optional(),
    postal_code: postalCode.optional(),
    day: day.optional(),
  })
  .openapi("QuoteInput");
export const quote = z.object({ quote: z.string(), pricing: pricing, expires_at: instant }).openapi("Quote");

export const booked = z.object({ job, tracking_token: z.string(), tracking_url: z.string() }).openapi("Booked");
