import { z } from "@hono/zod-openapi";
import { firstDay, isDay, isTime } from "../../domain/day.ts";
import type { TextRule } from "../../domain/job-fields.ts";
import { postalKey } from "../../domain/postal-code.ts";
import { cleanLine, cleanText, textLimits } from "../../domain/text.ts";

/** The fields that requests consist of. Each one cleans its text, then checks it. */

/** Counts code points, as a person counts characters: an emoji is one. */
const shortEnough = (max: number) => (text: string) => Array.from(text).length <= max;

/** The limit before cleaning, far above every real limit. */
const absurd = 8_000;

const cleaned = (clean: (text: string) => string, max: number, optional: boolean) =>
  z
    .string()
    .max(absurd, "Too long.")
    .transform(clean)
    .refine((text) => optional || text.length > 0, "Required.")
    .refine(shortEnough(max), `Use at most ${max} characters.`)
    .openapi({ minLength: optional ? 0 : 1, maxLength: max });

export const line = (kind: "name" | "street") =>
  cleaned(cleanLine, textLimits[kind], false).openapi({ example: kind === "name" ? "Jo Field" : "12 Elm St" });
export const word = (max: number) => cleaned(cleanLine, max, false);
export const prose = (kind: "notes" | "message" | "reason") => cleaned(cleanText, textLimits[kind], false);
/** Like `prose`, but may be empty. An empty text removes the note. */
export const optionalProse = (kind: "notes" | "reason") => cleaned(cleanText, textLimits[kind], true);

/** A text field of a record, as its table describes it. Empty text clears it. */
export const optionalText = ({ kind, max }: TextRule) => cleaned(kind === "line" ? cleanLine : cleanText, max, true);

export const identifier = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "Use lowercase letters, digits, hyphens and underscores, at most 40.")
  .openapi({ example: "junk-removal" });

/**
 * An existing day. `../validate-input.ts` knows today, so it refuses a day more than five years ahead. Job ids have two
 * digits for the year, so no schema accepts a day after this century.
 */
export const day = z
  .string()
  .refine(isDay, { error: "This day does not exist. Write a day such as 2026-11-27.", abort: true })
  .refine((text) => text >= firstDay && text <= "2099-12-31", `Choose a day from ${firstDay} to five years from now.`)
  .openapi({ format: "date", example: "2026-11-27", description: `From ${firstDay} to five years from today.` });

export const time = z
  .string()
  .refine(isTime, "Write a time such as 08:00.")
  .openapi({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$", example: "08:00" });

export const window = z
  .strictObject({ start: time, end: time })
  .refine(({ start, end }) => start < end, "The end must be after the start.")
  .openapi("Window");

export const cents = z
  .int("Use a whole number of cents.")
  .min(0, "Use zero or more.")
  .max(100_000_000, "This is too much for one job. Use a smaller amount.")
  .openapi({ example: 60_000 });

export const quantity = z
  .number()
  .positive("Use a number above zero.")
  .max(1000, "Use at most 1,000.")
  .refine((value) => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6, "Use at most three decimal places.")
  .openapi({ example: 2 });

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, "Use three capital letters, such as USD.")
  .openapi({ example: "USD" });

/** The number of entries per page. Checked as text, because `Number` also accepts "0x10" and "1e2". */
export const pageLimit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, "Use a number from 1 to 200.")
  .transform(Number)
  .refine((limit) => limit <= 200, "Use a number from 1 to 200.")
  .openapi({ type: "integer", minimum: 1, maximum: 200 });

/** Whether a change of the office tells the customer. */
export const notify = z
  .boolean()
  .optional()
  .openapi({ description: "False: the customer is not told. Left out: true." });

/** An id in a path. Any text is allowed, because an impossible id is simply not found. */
export const pathId = z.string().max(200, "This id is too long.");

export const instant = z.string().openapi({ format: "date-time", example: "2026-11-27T16:40:00.000Z" });

export const email = z
  .email("This is not an email address. Check the spelling.")
  .max(254, "This is not an email address. Check the spelling.")
  .openapi({ example: "jo@example.com" });
export const phone = z
  .string()
  .max(40, "This is not a phone number.")
  .transform(cleanLine)
  .openapi({ example: "(619) 555-0142" });
export const postalCode = cleaned(cleanLine, 12, false)
  .refine((code) => postalKey(code).length > 1, "This is not a postal code. Write one such as 92122.")
  .openapi({ example: "92122" });

/** The id of a numbered unit of equipment. */
export const unit = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{0,15}$/, "Write a unit such as T15-02.")
  .openapi({ example: "T15-02" });
