import { z } from "@hono/zod-openapi";
import { weekdays } from "../../domain/day.ts";
import type { Option, OptionGroup, Tax } from "../../domain/price/price-book.ts";
import type { RentalRules } from "../../domain/rental/rental-rules.ts";
import { distinctPostalCodes } from "../../domain/postal-code.ts";
import { cents, day, identifier, postalCode, word } from "./field.ts";

/** Parts per million: 82,500 is 8.25 %. */
const ppm = (most: number) => z.int("Use whole parts per million.").min(0, "Use zero or more.").max(most);

const postalCodes = z.array(postalCode).min(1, "Add at least one ZIP code.").max(5_000).transform(distinctPostalCodes);

export const price = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("flat"), amount_cents: cents }),
  z.strictObject({ kind: z.literal("itemized"), minimum_cents: cents }),
  z.strictObject({ kind: z.literal("quote") }),
]);

export const option = z.strictObject({
  id: identifier,
  label: word(80),
  unit_cents: cents,
  hint: word(80).optional(),
  volume_percent: z.int().min(1).max(100).optional(),
  max: z.int().min(1).max(1_000).optional(),
  taxable: z.boolean().optional(),
} satisfies Record<keyof Option, z.ZodType>);

export const group = z.strictObject({
  id: identifier,
  label: word(80),
  kind: z.enum(["choice", "quantity", "add_on"]),
  allow_not_sure: z.boolean().optional(),
  options: z.array(option).max(100),
} satisfies Record<keyof OptionGroup, z.ZodType>);

/** A group as customers and crews see it. */
export const shownGroup = group
  .omit({ options: true })
  .extend({ options: z.array(option.omit({ taxable: true })) } satisfies Partial<Record<keyof OptionGroup, z.ZodType>>);

const days = z.int("Use whole days.").min(1, "Use at least one day.").max(62, "Use at most 62 days.");

const tons = z
  .number()
  .min(0, "Use zero or more.")
  .max(100, "Use at most 100 tons.")
  .refine((value) => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6, "Use at most three decimal places.");

export const rentalRules = z.strictObject({
  equipment_type: identifier.openapi({ example: "trailer-15" }),
  included_days: days,
  extra_day_cents: cents,
  included_tons: tons,
  extra_ton_cents: cents,
  max_days: days,
  pickup: z.enum(["on_request", "scheduled"]),
  swap: z.enum(["exchange", "dump_and_return", "none"]),
  swap_cents: cents.nullable(),
  count_delivery_day: z.boolean(),
} satisfies Record<keyof RentalRules, z.ZodType>);

const policy = z.enum(["none", "ask", "require"]);
export const deposit = z.union([
  z.strictObject({ policy, amount_cents: cents }),
  z.strictObject({ policy, percent_ppm: ppm(1_000_000) }),
]);

export const tax = z.strictObject({
  label: word(40),
  rate_ppm: ppm(300_000),
  by_postal_code: z.array(z.strictObject({ postal_codes: postalCodes, rate_ppm: ppm(300_000) })).max(100),
} satisfies Record<keyof Tax, z.ZodType>);

const surchargeFields = {
  id: identifier,
  label: word(80),
  active: z.boolean(),
  postal_codes: postalCodes.optional(),
  weekdays: z.array(z.enum(weekdays)).min(1, "Choose at least one weekday.").max(7).optional(),
  dates: z.array(day).min(1, "Add at least one date.").max(200).optional(),
  services: z.array(identifier).min(1, "Choose at least one service.").max(100).optional(),
};
export const surcharge = z.union([
  z.strictObject({ ...surchargeFields, amount_cents: cents }),
  z.strictObject({ ...surchargeFields, percent_ppm: ppm(1_000_000) }),
]);
