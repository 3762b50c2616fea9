import type { z } from "@hono/zod-openapi";
import type { Instant } from "../domain/clock.ts";
import type { Day } from "../domain/day.ts";
import { invalid } from "../domain/domain-error.ts";
import type { HandLine, PricingInput } from "../domain/price/hand-price.ts";
import { unpriced } from "../domain/price/pricing.ts";
import type { NewJobInput } from "../domain/new-job.ts";
import type { Service, Settings } from "../domain/settings.ts";
import { readOffer } from "./offer.ts";
import { requestOf } from "./quote-request.ts";
import type { jobInput } from "./schema/job-input.ts";

/** The parts of a new job that differ for a quote. */
type QuoteParts = Pick<NewJobInput, "status" | "pricing" | "request" | "quote"> &
  Partial<Pick<NewJobInput, "items" | "rental">>;

/**
 * Reads a job that the office enters as a quote. With a price it is quoted immediately; without one it is a request that
 * the office quotes later. Neither holds a time.
 */
export const readOfficeQuote = (
  settings: Settings,
  service: Service,
  input: z.output<typeof jobInput>,
  today: Day,
): ((at: Instant) => QuoteParts) => {
  const { day, description, pricing, items, not_sure: notSure, days, message, deposit, location } = input;
  if (day !== undefined) {
    throw invalid({ field: "/day", code: "quote_only", message: "A quote holds no time. Send `preferred` instead." });
  }
  const isPriced =
    service.price.kind !== "quote" || pricing !== undefined || items !== undefined || notSure !== undefined;
  const request = description === undefined && isPriced ? {} : { request: requestOf(input, today) };
  if (!isPriced) return () => ({ status: "requested", pricing: unpriced(settings.business.currency), ...request });
  const offered = {
    service: { id: service.id, name: service.name },
    location,
    ...(input.tax_exempt === undefined ? {} : { tax_exempt: input.tax_exempt }),
  };
  const offer = readOffer(
    {
      items,
      not_sure: notSure,
      days,
      message,
      ...(pricing === undefined ? {} : { lines: linesOf(pricing, service) }),
      ...(deposit === "waive" ? { deposit_cents: 0 } : {}),
    },
    offered,
    settings,
    today,
  );
  const { price, valid_until, rental } = offer;
  return (at) => ({
    status: "quoted",
    pricing: price,
    items: offer.items,
    ...(rental === undefined ? {} : { rental }),
    quote: { version: 1, sent_at: at, valid_until, message: offer.message },
    ...request,
  });
};

const linesOf = (pricing: PricingInput, { name }: Service): HandLine[] =>
  pricing.kind === "flat"
    ? [{ kind: "base", label: name, quantity: 1, unit_cents: pricing.amount_cents, taxable: pricing.taxable }]
    : [...pricing.lines];
