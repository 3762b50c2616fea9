import { z } from "@hono/zod-openapi";
import type { Agreement } from "../../domain/price/pricing.ts";
import { cents, day, identifier, line, notify, optionalProse, prose, quantity, window, word } from "./field.ts";
import { job } from "./job.ts";
import { handLines, itemChoices } from "./job-input.ts";
import { pricing } from "./pricing.ts";

/** Inputs that change a price after booking: the price on site, the overage review, and quotes. */

const notSure = z.array(identifier).max(10);

export const priceInput = z
  .strictObject({
    items: itemChoices.optional().openapi({ description: "The real work, as options of the service." }),
    lines: handLines.optional().openapi({ description: "The office's own lines. Crews cannot send any." }),
    reason: prose("reason"),
    agreed: z
      .strictObject({ how: z.enum(["in_person", "phone"]), name: line("name") } satisfies Partial<
        Record<keyof Agreement, z.ZodType>
      >)
      .optional()
      .openapi({ description: "The customer said yes to this price." }),
    preview: z.literal(true).optional().openapi({ description: "Answers the price and writes nothing." }),
    notify,
  })
  .openapi("PriceInput");

/** The job after the change, or only its price for a preview. */
export const priceAnswer = z.union([job, z.object({ pricing })]);

export const overageInput = z
  .strictObject({
    decisions: z
      .array(
        z.strictObject({
          id: word(20),
          action: z.enum(["accept", "edit", "waive"]),
          quantity: quantity.optional(),
          unit_cents: cents.optional(),
          reason: prose("reason").optional().openapi({ description: "Needed to edit or to waive." }),
        }),
      )
      .max(30, "Use at most 30 decisions.")
      .default([]),
    add: z
      .array(z.strictObject({ label: word(120), quantity, unit_cents: cents, taxable: z.boolean().optional() }))
      .max(30, "Use at most 30 lines.")
      .optional()
      .openapi({ description: "What the office charges on top." }),
    notify,
  })
  .openapi("OverageInput");

export const offerInput = z
  .strictObject({
    items: itemChoices.optional(),
    not_sure: notSure.optional(),
    lines: handLines.optional(),
    days: z.int().min(1).max(62).optional().openapi({ description: "The days of a rental." }),
    valid_until: day.optional().openapi({ description: "The last day. Left out: as many days as the settings say." }),
    message: optionalProse("notes").optional().openapi({ description: "The customer reads it above the price." }),
    deposit_cents: cents.optional().openapi({ description: "Left out: the deposit of the service." }),
    notify,
  })
  .openapi("OfferInput");

const start = { day: day.optional(), window: window.optional() };

export const approvalInput = z
  .strictObject({ ...start, name: line("name"), how: z.literal("phone"), notify })
  .openapi("ApprovalInput");

export const priceReply = z
  .strictObject({
    change: word(40).openapi({ description: "The id of the new price that the customer saw." }),
    total_cents: cents,
    agree: z.boolean(),
    name: line("name").optional(),
  })
  .openapi("PriceReply");

export const quoteReply = z
  .discriminatedUnion("answer", [
    z.strictObject({
      answer: z.literal("approve"),
      version: z.int().min(1),
      ...start,
      name: line("name"),
      terms_accepted: z.literal(true, "Accept the terms to approve the quote."),
    }),
    z.strictObject({ answer: z.literal("decline"), reason: prose("reason").optional() }),
  ])
  .openapi("QuoteReply");
