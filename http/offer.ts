import type { z } from "@hono/zod-openapi";
import { addDays, type Day } from "../domain/day.ts";
import { invalid } from "../domain/domain-error.ts";
import { itemsFor } from "../domain/new-job.ts";
import type { PricedService } from "../domain/price/price-book.ts";
import { priceQuote } from "../domain/quote/quote-price.ts";
import { validUntil } from "../domain/quote/quote-expiry.ts";
import type { Offer } from "../domain/quote/send-quote.ts";
import type { Approval } from "../domain/quote/approve-quote.ts";
import { plannedPickup } from "../domain/rental/new-rental.ts";
import { rentalFor } from "../domain/rental/rental-rules.ts";
import { priceBookOf, serviceById, type Settings } from "../domain/settings.ts";
import type { Job, Location } from "../domain/job.ts";
import type { offerInput } from "./schema/price-change.ts";

/** What an offer is for. */
export type OfferedJob = Pick<Job, "service" | "tax_exempt"> & { location: Pick<Location, "postal_code"> };

/** Reads the office's offer: prices it by the present price book and sets its last day. */
export const readOffer = (
  input: z.output<typeof offerInput>,
  job: OfferedJob,
  settings: Settings,
  today: Day,
): Offer => {
  const { items, not_sure, lines, days, message = "", deposit_cents, valid_until: wanted } = input;
  const service = settings.services.find(({ id }) => id === job.service.id) ?? notOffered(job.service);
  if (days !== undefined && service.rental === null) {
    throw invalid({ field: "/days", code: "not_a_rental", message: "This service rents nothing out." });
  }
  const last = wanted ?? validUntil(today, settings.quotes);
  assertLastDay(last, today);
  const price = priceQuote(
    priceBookOf(settings),
    service,
    {
      ...(items === undefined ? {} : { items }),
      ...(not_sure === undefined ? {} : { not_sure }),
      ...(lines === undefined ? {} : { lines }),
      ...(days === undefined ? {} : { days }),
      ...(deposit_cents === undefined ? {} : { deposit_cents }),
    },
    { postal_code: job.location.postal_code, day: null, tax_exempt: job.tax_exempt !== undefined },
  );
  return {
    price,
    items: itemsFor(service, items ?? []),
    ...(service.rental === null ? {} : { rental: rentalFor(service.rental, days) }),
    valid_until: last,
    message: message === "" ? null : message,
  };
};

/** How the pickup of an approved rental is planned: as the owner's rules say now. */
export const pickupOf = ({ service }: Pick<Job, "service">, settings: Settings): NonNullable<Approval["pickup"]> => {
  const rules = serviceById(settings, service.id)?.rental ?? null;
  return (rental, from) => (rules === null ? null : plannedPickup(rules, rental, from, settings));
};

/** The longest time for which a quote can be approved. */
const mostDays = 366;

const assertLastDay = (last: Day, today: Day): void => {
  if (last < today) {
    throw invalid({ field: "/valid_until", code: "past", message: "This day has passed. Choose a later one." });
  }
  if (last > addDays(today, mostDays)) {
    throw invalid({
      field: "/valid_until",
      code: "too_far",
      message: `A quote is valid for at most ${mostDays} days.`,
    });
  }
};

/** The office can quote lines for a service that it no longer offers. */
const notOffered = ({ id, name }: Job["service"]): PricedService => ({
  id,
  name,
  price: { kind: "quote" },
  groups: [],
  taxable: true,
  rental: null,
  trip_fee_cents: null,
  deposit: null,
});
