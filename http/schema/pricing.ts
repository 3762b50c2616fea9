import { z } from "@hono/zod-openapi";
import { lineKinds, type PriceLine } from "../../domain/price/price-line.ts";
import type { Amendment, PendingPrice, Pricing } from "../../domain/price/pricing.ts";
import { instant } from "./field.ts";

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
