import type { Day } from "../domain/day.ts";
import { DomainError, invalid } from "../domain/domain-error.ts";
import type { ItemChoice } from "../domain/price/choices.ts";
import { depositOf } from "../domain/price/deposit.ts";
import { priceByHand, type PricingInput } from "../domain/price/hand-price.ts";
import { priceJob } from "../domain/price/price-job.ts";
import type { Price } from "../domain/price/pricing.ts";
import { plannedEnd } from "../domain/rental/rental-period.ts";
import { priceBookOf, type Service, type Settings } from "../domain/settings.ts";

/** What a customer chose of a service, in a quote or a booking. */
export interface Wanted {
  items?: ItemChoice[] | undefined;
  not_sure?: string[] | undefined;
  days?: number | undefined;
}

/** What the office may decide about the price of a new job. */
export interface OfficeWanted extends Wanted {
  pricing?: PricingInput | undefined;
  tax_exempt?: { reason: string } | undefined;
  deposit?: "ask" | "require" | "waive" | undefined;
}

/** Where and when the work is; null for what is not known yet. */
interface Place {
  postal_code: string | null;
  day: Day | null;
}

/** Prices what a customer chose, by the present price book. Quotes and bookings use it, so they agree. */
export const priceWanted = (settings: Settings, service: Service, wanted: Wanted, place: Place): Price =>
  priceFor(settings, service, wanted, { ...place, tax_exempt: false });

/** Prices a job of the office: by hand, or by the price book. */
export const priceForOffice = (settings: Settings, service: Service, wanted: OfficeWanted, place: Place): Price => {
  const { pricing, tax_exempt: exempt, deposit } = wanted;
  const where = { ...place, tax_exempt: exempt !== undefined };
  assertRents(service, wanted.days, place.day);
  const price =
    pricing === undefined
      ? priceFor(settings, service, wanted, where)
      : priceByHand(priceBookOf(settings), service, pricing, where);
  return deposit === undefined ? price : { ...price, deposit_cents: chosenDeposit(settings, service, price, deposit) };
};

const priceFor = (
  settings: Settings,
  service: Service,
  { items = [], not_sure: notSure = [], days }: Wanted,
  where: Place & { tax_exempt: boolean },
): Price => {
  assertRents(service, days, where.day);
  const rented = days === undefined ? {} : { days };
  return priceJob(priceBookOf(settings), service, { ...where, ...rented, items, not_sure: notSure });
};

const assertRents = ({ rental }: Service, days: number | undefined, from: Day | null): void => {
  if (days === undefined) return;
  if (rental === null) {
    throw invalid({ field: "/days", code: "not_a_rental", message: "This service has no days. Leave them out." });
  }
  const { max_days: most, count_delivery_day: counts } = rental;
  if (days <= most) return;
  throw new DomainError("too_long", `We rent this for at most ${most} days.`, {
    facts: { max: most, ...(from === null ? {} : { latest: plannedEnd({ from, allowed_days: most }, counts) }) },
  });
};

const chosenDeposit = (
  { payments }: Settings,
  service: Service,
  { estimate, total_cents: total }: Price,
  choice: "ask" | "require" | "waive",
): number => {
  if (choice === "require") {
    throw invalid({
      field: "/deposit",
      code: "payments_off",
      message: "Ask for the deposit. Requiring it needs online payments.",
    });
  }
  if (choice === "waive") return 0;
  return depositOf({ ...(service.deposit ?? payments.deposit), policy: "ask" }, estimate?.low_cents ?? total);
};
