import { z } from "@hono/zod-openapi";
import { languages } from "../../domain/message/language.ts";
import type { ConsentWords } from "../consent.ts";
import { day, identifier, instant, postalCode } from "./field.ts";
import { job } from "./job.ts";
import { itemChoices, notSure, rentalDays } from "./job-input.ts";
import { pricing } from "./pricing.ts";
import { deposit, rentalRules, shownGroup, tax } from "./price-book.ts";

export const catalogQuery = z.strictObject({
  quote: z.literal("1").optional().openapi({
    description: "`1` lists services that are priced by hand too. A page of an older release cannot book them.",
  }),
});

/** Everything that the booking page shows first. */
export const catalog = z
  .object({
    business: z.object({
      name: z.string(),
      phone: z.string().nullable(),
      time_zone: z.string(),
      currency: z.string(),
      locale: z.string(),
      language: z.enum(languages),
    }),
    languages: z.array(z.enum(languages)).openapi({ description: "The languages that messages come in." }),
    booking: z.object({
      open: z.boolean(),
      lead_time_hours: z.int(),
      days_ahead: z.int(),
      area: z.enum(["everywhere", "list"]),
      postal_codes: z.array(z.string()).nullable().openapi({
        description: "The ZIP codes of a list with at most 200. Null for longer lists: ask `/area`.",
      }),
      zip_first: z.boolean().openapi({ description: "True if the page asks for the ZIP code first." }),
    }),
    /** True while the prices are the samples of a new store. The page says so. */
    sample: z.boolean(),
    services: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        description: z.string(),
        price: z.object({ kind: z.enum(["flat", "itemized", "quote"]), from_cents: z.int().nullable() }),
        /** The options of all groups, for pages of older releases. */
        items: z.array(z.object({ id: z.string(), label: z.string(), unit_cents: z.int() })),
        groups: z.array(shownGroup),
        rental: rentalRules.omit({ equipment_type: true, swap_cents: true }).nullable(),
        deposit: deposit.nullable(),
        needs_window: z.boolean(),
      }),
    ),
    tax: tax.omit({ by_postal_code: true }),
    terms: z.object({ version: z.string(), text: z.string() }),
    consent: z
      .object({ version: z.string(), text: z.string(), text_es: z.string() } satisfies Record<
        keyof ConsentWords,
        z.ZodType
      >)
      .nullable()
      .openapi({
        description: "What a customer agrees to who chooses texts. Null while the business sends only emails.",
      }),
    version: z.string().openapi({ description: "A hash of the other fields. A booking sends it as `seen.catalog`." }),
  })
  .openapi("Catalog");

export const areaQuery = z.strictObject({ postal_code: postalCode });
export const area = z.object({ served: z.boolean() }).openapi("Area");

const windowLeft = z.object({ start: z.string(), end: z.string(), left: z.int() });

export const availabilityQuery = z.strictObject({
  service: identifier,
  from: day,
  to: day,
  // Checked as text, because `Number` also accepts "0x10".
  days: z
    .string()
    .regex(/^[1-9]\d?$/, "Use a whole number of days.")
    .transform(Number)
    .refine((days) => days <= 62, "Use at most 62 days.")
    .optional()
    .openapi({
      type: "integer",
      minimum: 1,
      maximum: 62,
      description: "How long the customer keeps rented equipment. Without it, the included days.",
    }),
  visit: z
    .enum(["pickup"])
    .optional()
    .openapi({ description: "`pickup`: the openings to collect rented equipment, which needs no free unit." }),
});
export const availability = z
  .object({ days: z.array(z.object({ day: z.string(), windows: z.array(windowLeft) })) })
  .openapi("Availability");

export const quoteInput = z
  .strictObject({
    service: identifier,
    items: itemChoices.optional(),
    not_sure: notSure.optional(),
    days: rentalDays.optional(),
    postal_code: postalCode.optional(),
    day: day.optional(),
  })
  .openapi("QuoteInput");
export const quote = z.object({ quote: z.string(), pricing: pricing, expires_at: instant }).openapi("Quote");

export const booked = z.object({ job, tracking_token: z.string(), tracking_url: z.string() }).openapi("Booked");
