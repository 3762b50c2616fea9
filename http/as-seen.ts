import { z } from "@hono/zod-openapi";
import { instantOf } from "../domain/clock.ts";
import { addDays, daysBetween, daysFrom, isDay, type Window } from "../domain/day.ts";
import { leastPrice } from "../domain/price/least-price.ts";
import type { PriceBook } from "../domain/price/price-book.ts";
import { priceJob } from "../domain/price/price-job.ts";
import { freeze } from "../domain/price/pricing.ts";
import { DomainError, type ProblemCode } from "../domain/domain-error.ts";
import type { RentalRules } from "../domain/rental/rental-rules.ts";
import { newService, type Service } from "../domain/settings.ts";
import { groupsOf } from "../domain/stored-settings.ts";
import { problems, type Problem } from "./problem.ts";
import { catalog as catalogSchema, quoteInput } from "./schema/catalog.ts";

/**
 * Answers the calls of a booking page that is shown again as a customer saw it. Prices and terms come from a kept
 * catalog, and every change is refused. Openings of the past are not kept, so every day offers the one `window`.
 */
export const answerAsSeen = async (
  request: Request,
  { catalog, window, now }: { catalog: unknown; window: Window; now: number },
): Promise<Response> => {
  const { pathname, searchParams } = new URL(request.url);
  const call = `${request.method} ${pathname}`;
  try {
    if (call === "GET /api/v1/catalog") return answer(200, catalog);
    if (call === "GET /api/v1/availability") return answer(200, { days: daysOf(searchParams, window) });
    if (call === "POST /api/v1/quotes")
      return answer(200, quoteOf(keptCatalog.parse(catalog), await request.json(), now));
  } catch (error) {
    if (error instanceof DomainError) return refuse(error.code, error.message);
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      return refuse("invalid", "This page cannot price that choice.");
    throw error;
  }
  return request.method === "GET" ? refuse("not_found", onlyLook) : refuse("invalid", onlyLook);
};

const onlyLook = "This page shows an earlier booking page. Nothing can be booked here.";

const { groups, rental, deposit } = catalogSchema.shape.services.element.shape;

/** The part of a catalog that a price needs, from any release. */
const keptCatalog = z.object({
  business: z.object({ currency: z.string() }),
  services: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      price: z.object({ kind: z.enum(["flat", "itemized", "quote"]), from_cents: z.int().nullable() }),
      items: z.array(z.object({ id: z.string(), label: z.string(), unit_cents: z.int() })),
      groups: groups.optional(),
      rental: rental.optional(),
      deposit: deposit.optional(),
    }),
  ),
  tax: z.object({ label: z.string(), rate_ppm: z.int() }).default({ label: "", rate_ppm: 0 }),
});

/** A catalog has no surcharges and no rates of single ZIP codes, so a price that has them differs. */
const quoteOf = ({ business, services, tax }: z.output<typeof keptCatalog>, body: unknown, now: number) => {
  const wanted = quoteInput.parse(body);
  const service = services.find(({ id }) => id === wanted.service);
  if (service === undefined) throw new DomainError("not_found", "This service is not in the catalog.");
  const book: PriceBook = {
    currency: business.currency,
    tax: { ...tax, by_postal_code: [] },
    surcharges: [],
    deposit: { policy: "none", amount_cents: 0 },
  };
  const price = priceJob(book, asService(service), {
    items: wanted.items ?? [],
    ...(wanted.not_sure === undefined ? {} : { not_sure: wanted.not_sure }),
    ...(wanted.days === undefined ? {} : { days: wanted.days }),
    postal_code: null,
    day: null,
  });
  return { quote: "as-seen", pricing: freeze(price, instantOf(now)), expires_at: instantOf(now + 86_400_000) };
};

const asService = (kept: z.output<typeof keptCatalog>["services"][number]): Service => {
  const { id, name, price, items, groups = groupsOf(items), rental = null, deposit = null } = kept;
  return newService({
    id,
    name,
    price: keptPrice(price.kind, price.from_cents ?? 0, groups),
    groups,
    rental: rental === null ? null : { ...rental, ...unshownRules },
    deposit,
  });
};

/**
 * `from_cents` of an itemized service is the minimum charge, or the cheapest option if that costs more. For whole
 * options the price is the same. That of a flat service has the cheapest choices in it.
 */
const keptPrice = (kind: Service["price"]["kind"], from: number, groups: Service["groups"]): Service["price"] => {
  if (kind === "quote") return { kind };
  if (kind === "itemized") return { kind, minimum_cents: from };
  const choices = leastPrice({ price: { kind, amount_cents: 0 }, groups }) ?? 0;
  return { kind, amount_cents: from - choices };
};

const unshownRules: Pick<RentalRules, "equipment_type" | "swap_cents" | "count_delivery_day"> = {
  equipment_type: "",
  swap_cents: null,
  count_delivery_day: false,
};

const daysOf = (query: URLSearchParams, { start, end }: Window) => {
  const [from, to] = [query.get("from") ?? "", query.get("to") ?? ""];
  if (!isDay(from) || !isDay(to))
    throw new DomainError("invalid", "Send the first day as `from` and the last day as `to`.");
  const last = daysBetween(from, to) < mostDays ? to : addDays(from, mostDays - 1);
  return daysFrom(from, last).map((day) => ({ day, windows: [{ start, end, left: 1 }] }));
};

const mostDays = 62;

const refuse = (code: ProblemCode, detail: string): Response => {
  const problem: Problem = { type: `/problems/${code}`, ...problems[code], code, detail, request_id: "" };
  return answer(problem.status, problem, "application/problem+json");
};

const answer = (status: number, body: unknown, type = "application/json"): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": type, "cache-control": "private, no-store" },
  });
