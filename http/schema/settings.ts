import { z } from "@hono/zod-openapi";
import { isTimeZone, type Weekday } from "../../domain/day.ts";
import { cents, currency, day, identifier, line, phone, postalCode, prose, time, word } from "./field.ts";

const windowCapacity = z
  .strictObject({ start: time, end: time, capacity: z.int().min(0).max(1000) })
  .refine(({ start, end }) => start < end, "A window ends after it starts.");

/** The windows of one day: in order, not overlapping. */
export const windowCapacities = z
  .array(windowCapacity)
  .max(24)
  .refine(
    (windows) => windows.every((one, index) => index === 0 || (windows[index - 1]?.end ?? "") <= one.start),
    "Windows must be in order and must not overlap.",
  );

const locale = z.string().refine((tag) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false; // RangeError is how Intl says "no such language tag"
  }
}, "A language tag, as in en-US.");

const unique = (things: { id: string }[]) => new Set(things.map(({ id }) => id)).size === things.length;

const service = z.strictObject({
  id: identifier,
  name: line("name"),
  description: z
    .string()
    .max(300)
    .transform((text) => text.trim()),
  price: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("flat"), amount_cents: cents }),
    z.strictObject({ kind: z.literal("itemized"), minimum_cents: cents }),
  ]),
  items: z
    .array(z.strictObject({ id: identifier, label: word(80), unit_cents: cents }))
    .max(100)
    .refine(unique, "Each item needs an id of its own."),
  needs_window: z.boolean(),
  visits: z
    .array(z.enum(["service", "drop_off", "swap", "pickup"]))
    .min(1)
    .max(10),
  stock: z.int().min(0).max(10_000).nullable(),
  active: z.boolean(),
});

/** All settings at once, for PUT; a person edits them in a form or with `tailboard settings set`. */
export const settingsInput = z
  .strictObject({
    business: z.strictObject({
      name: line("name"),
      phone: phone.nullable(),
      time_zone: z.string().refine(isTimeZone, "A time zone, as in America/Los_Angeles."),
      currency,
      locale,
    }),
    booking: z.strictObject({
      open: z.boolean(),
      lead_time_hours: z.int().min(0).max(720),
      days_ahead: z.int().min(1).max(366),
      postal_codes: z.array(postalCode).max(5_000).nullable(),
      cutoff_hours: z.int().min(0).max(720),
      requests_past_per_hour: z.int().min(1).max(100_000).nullable(),
      link_days: z.int().min(1).max(3_650),
      /** Left out is no: nobody sees more by an old form. */
      crews_see_prices: z.boolean().default(false),
    }),
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
    services: z.array(service).max(100).refine(unique, "Each service needs an id of its own."),
    terms: z.strictObject({ version: word(40), text: prose("notes") }),
    sample: z.boolean(),
  })
  .openapi("SettingsInput");

export const crew = z.object({ id: z.string(), name: z.string(), active: z.boolean() }).openapi("Crew");
export const settings = settingsInput.safeExtend({ rev: z.int(), crews: z.array(crew) }).openapi("Settings");
export const crewInput = z.strictObject({ id: identifier, name: line("name") }).openapi("CrewInput");

export const capacityInput = z
  .strictObject({ windows: windowCapacities, closed: z.boolean().default(false) })
  .openapi("CapacityInput");
export const dayCapacity = z
  .object({
    day: z.string(),
    windows: z.array(z.object({ start: z.string(), end: z.string(), capacity: z.int(), taken: z.int() })),
    closed: z.boolean(),
  })
  .openapi("DayCapacity");
