import { z } from "@hono/zod-openapi";
import { currencyChanges, isCurrency } from "../../domain/currency.ts";
import type { Weekday } from "../../domain/day.ts";
import { languages } from "../../domain/message/language.ts";
import { distinctPostalCodes } from "../../domain/postal-code.ts";
import type { Crew, Service, Settings } from "../../domain/settings.ts";
import { isTimeZone, nearestZone } from "../../domain/time-zone.ts";
import { cents, day, identifier, line, phone, postalCode, prose, time, word } from "./field.ts";
import { deposit, group, price, rentalRules, surcharge, tax } from "./price-book.ts";

const windowCapacity = z
  .strictObject({ start: time, end: time, capacity: z.int().min(0).max(1000) })
  .refine(({ start, end }) => start < end, "The end must be after the start.");

/** The windows of one day: sorted, without overlap. */
export const windowCapacities = z
  .array(windowCapacity)
  .max(24)
  .refine(
    (windows) => windows.every((one, index) => index === 0 || (windows[index - 1]?.end ?? "") <= one.start),
    "Sort the windows by time, without overlap.",
  );

const locale = z
  .string()
  .max(35)
  .refine((tag) => {
    try {
      return new Intl.DateTimeFormat(tag).format(0) !== "" && new Intl.NumberFormat(tag).format(0) !== "";
    } catch {
      return false; // Intl throws RangeError for an unknown language tag
    }
  }, "Write a language tag, such as en-US.");

const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, {
    error: ({ input }) => {
      const nearest = typeof input === "string" ? nearestZone(input) : null;
      return `Write the time zone as a region and a city, as in ${nearest ?? "America/Los_Angeles"}.`;
    },
  })
  .openapi({ example: "America/Los_Angeles" });

const isoCurrency = z
  .string()
  .refine(isCurrency, "Write an ISO 4217 currency in three capital letters, such as USD.")
  .openapi({ pattern: "^[A-Z]{3}$", example: "USD" });

const unique = (things: { id: string }[]) => new Set(things.map(({ id }) => id)).size === things.length;

const description = z
  .string()
  .max(300)
  .transform((text) => text.trim());

const visits = z
  .array(z.enum(["service", "drop_off", "swap", "pickup"]))
  .min(1)
  .max(10);

const service = z.strictObject({
  id: identifier,
  name: line("name"),
  description,
  price,
  groups: z.array(group).max(100),
  taxable: z.boolean(),
  rental: rentalRules.nullable(),
  trip_fee_cents: cents.nullable(),
  deposit: deposit.nullable(),
  needs_window: z.boolean(),
  visits,
  active: z.boolean(),
} satisfies Record<keyof Service, z.ZodType>);

/** A service as a client sends it. A client of an older version sends `items` and `stock`. */
const serviceInput = service
  .partial({
    groups: true,
    taxable: true,
    rental: true,
    trip_fee_cents: true,
    deposit: true,
  })
  .extend({
    items: z
      .array(z.strictObject({ id: identifier, label: word(80), unit_cents: cents }))
      .max(100)
      .optional()
      .openapi({ deprecated: true, description: "Send `groups` instead. Items become one group of quantities." }),
    stock: z.int().min(0).max(10_000).nullable().optional().openapi({
      deprecated: true,
      description: "Add units to the equipment instead.",
    }),
  });

const businessInput = z.strictObject({
  name: line("name"),
  phone: phone.nullable(),
  time_zone: timeZone,
  currency: isoCurrency,
  locale,
  language: z.enum(languages).optional().openapi({
    description: "The language of messages to customers who did not choose one. Left out: it stays as it is.",
  }),
} satisfies Record<keyof Settings["business"], z.ZodType>);

const allSettings = z.strictObject({
  business: businessInput,
  booking: z.strictObject({
    open: z.boolean(),
    lead_time_hours: z.int().min(0).max(720),
    days_ahead: z.int().min(1).max(366),
    postal_codes: z
      .array(postalCode)
      .min(1, "Add at least one postal code, or send null to serve everywhere.")
      .max(5_000)
      .transform(distinctPostalCodes)
      .nullable(),
    zip_first: z.boolean().default(false),
    cutoff_hours: z.int().min(0).max(720),
    requests_past_per_hour: z.int().min(1).max(100_000).nullable(),
    /** Defaults to the usual number, so an old client does not remove the protection. */
    requests_past_per_address: z.int().min(1).max(1_000).nullable().default(5),
    link_days: z.int().min(1).max(3_650),
    /** Defaults to false, so an old client does not widen access. */
    crews_see_prices: z.boolean().default(false),
    crews_set_prices: z.boolean().default(false),
  } satisfies Record<keyof Settings["booking"], z.ZodType>),
  hours: z.strictObject({
    mon: windowCapacities,
    tue: windowCapacities,
    wed: windowCapacities,
    thu: windowCapacities,
    fri: windowCapacities,
    sat: windowCapacities,
    sun: windowCapacities,
  } satisfies Record<Weekday, typeof windowCapacities>),
  closed_days: z.array(day).max(400),
  services: z.array(service).max(100).refine(unique, "Each service needs a different id."),
  tax,
  surcharges: z.array(surcharge).max(100),
  quotes: z.strictObject({ valid_days: z.int().min(1).max(365) }),
  payments: z.strictObject({ deposit }),
  terms: z.strictObject({ version: word(40), text: prose("notes") } satisfies Record<
    keyof Settings["terms"],
    z.ZodType
  >),
  sample: z.boolean(),
} satisfies Record<Exclude<keyof Settings, "rev" | "crews" | "sample_day" | "old_stock">, z.ZodType>);

/** All settings, for PUT. People edit them in a form or with `tailboard settings set`. */
export const settingsInput = allSettings
  .partial({ tax: true, surcharges: true, quotes: true, payments: true })
  .extend({
    services: z.array(serviceInput).max(100).refine(unique, "Each service needs a different id."),
    currency_change: z.enum(currencyChanges).optional().openapi({
      description:
        "What a new `business.currency` does to the prices. `keep_numbers`: the amounts in this request are in the old currency and keep their numbers, so 600.00 dollars become 600 yen. `clear_prices`: prices become zero, and services are not offered until they have prices. `restated`: the amounts in this request are already in the new currency. Required if the two currencies have different decimals. Jobs keep the currency they were priced in.",
    }),
  })
  .openapi("SettingsInput");

export const crew = z
  .object({ id: z.string(), name: z.string(), active: z.boolean() } satisfies Record<keyof Crew, z.ZodType>)
  .openapi("Crew");
export const settings = allSettings
  .safeExtend({ rev: z.int(), business: businessInput.required(), crews: z.array(crew) })
  .openapi("Settings");
export const changedSettings = settings
  .safeExtend({
    closed_with_stops: z
      .array(z.object({ day: z.string(), stops: z.int() }))
      .optional()
      .openapi({ description: "Days that this change closed although visits are still to be done on them." }),
  })
  .openapi("ChangedSettings");
/** In a list of jobs, `crew=none` selects jobs without a crew. */
const crewId = identifier.refine((id) => id !== "none", "Choose another id. `none` stands for jobs without a crew.");
export const crewInput = z.strictObject({ id: crewId, name: line("name") }).openapi("CrewInput");
export const crewPatch = z
  .strictObject({
    name: line("name"),
    seen: z
      .strictObject({ name: z.string().max(200) })
      .optional()
      .openapi({
        description:
          "The values that the caller saw. The change fails as `stale` if another person has changed them since.",
      }),
  })
  .openapi("CrewPatch");

export const capacityInput = z
  .strictObject({ windows: windowCapacities, closed: z.boolean().default(false) })
  .openapi("CapacityInput");
export const dayCapacity = z
  .object({
    day: z.string(),
    windows: z.array(z.object({ start: z.string(), end: z.string(), capacity: z.int(), taken: z.int() })),
    resources: z.array(z.object({ id: z.string(), stock: z.int(), out: z.int() })).openapi({
      description: "Equipment of which there is a limited number, such as trailers, and how many are out.",
    }),
    closed: z.boolean(),
    stops: z.int().openapi({ description: "The number of visits still to be done on the day, even if it is closed." }),
  })
  .openapi("DayCapacity");
