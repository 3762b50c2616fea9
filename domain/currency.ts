import { fractionDigits } from "./money.ts";
import { invalid } from "./domain-error.ts";
import { maxTotalCents } from "./price/pricing.ts";
import type { DepositRule, OptionGroup, Surcharge } from "./price/price-book.ts";
import type { RentalRules } from "./rental/rental-rules.ts";
import type { Service, Settings } from "./settings.ts";

/** True for an ISO 4217 currency in use: `USD`, but not `usd`, `ZZZ` or `XXX`. */
export const isCurrency = (code: string): boolean => Intl.supportedValuesOf("currency").includes(code);

/**
 * What happens to the prices of the catalog when the business changes its currency. `keep_numbers` turns $600 into
 * ¥600. `clear_prices` sets prices to zero and takes the services off the booking page until they have prices again.
 * `restated` says that the request already has amounts in the new currency. Jobs keep the currency of their price.
 */
export const currencyChanges = ["keep_numbers", "clear_prices", "restated"] as const;
export type CurrencyChange = (typeof currencyChanges)[number];

/** The settings that hold amounts of money. */
export type Prices = Pick<Settings, "services" | "surcharges" | "payments">;

/**
 * Returns the prices in the new currency. If both currencies have the same number of decimals, amounts stay as they
 * are. Otherwise the caller must choose, because $600.00 would become ¥60,000.
 */
export const pricesInCurrency = (
  { services, surcharges, payments }: Prices,
  { from, to, choice }: { from: string; to: string; choice: CurrencyChange | undefined },
): Prices => {
  const prices = { services, surcharges, payments };
  if (from === to || choice === "restated") return prices;
  if (choice === "clear_prices") {
    const cleared = withAmounts(prices, () => 0);
    return { ...cleared, services: cleared.services.map((service) => ({ ...service, active: false })) };
  }
  const shift = fractionDigits(to) - fractionDigits(from);
  if (shift === 0) return prices;
  if (choice === undefined) {
    throw invalid({
      field: "/currency_change",
      code: "currency_change_required",
      message: `${from} and ${to} have different decimals, so say what happens to the prices: keep_numbers, clear_prices, or restated if these amounts are already in ${to}.`,
    });
  }
  return withAmounts(prices, (amount, field) => {
    const moved = Math.round(amount * 10 ** shift);
    if (moved <= maxTotalCents) return moved;
    throw invalid({ field, code: "too_much", message: `In ${to} that is more than one job can cost.` });
  });
};

/** Returns the settings with another currency. */
export const inCurrency = (settings: Settings, to: string, choice: CurrencyChange): Settings => ({
  ...settings,
  business: { ...settings.business, currency: to },
  ...pricesInCurrency(settings, { from: settings.business.currency, to, choice }),
});

type ChangeAmount = (amount: number, field: string) => number;

const withAmounts = ({ services, surcharges, payments }: Prices, change: ChangeAmount): Prices => ({
  services: services.map((service, at) => serviceWith(service, `/services/${at}`, change)),
  surcharges: surcharges.map((surcharge, at) => ruleWith<Surcharge>(surcharge, `/surcharges/${at}`, change)),
  payments: { ...payments, deposit: ruleWith<DepositRule>(payments.deposit, "/payments/deposit", change) },
});

const serviceWith = (service: Service, path: string, change: ChangeAmount): Service => {
  const { rental, trip_fee_cents: fee, deposit } = service;
  return {
    ...service,
    price: priceWith(service.price, `${path}/price`, change),
    groups: service.groups.map((group, at) => groupWith(group, `${path}/groups/${at}`, change)),
    rental: rental === null ? null : rentalWith(rental, `${path}/rental`, change),
    trip_fee_cents: fee === null ? null : change(fee, `${path}/trip_fee_cents`),
    deposit: deposit === null ? null : ruleWith<DepositRule>(deposit, `${path}/deposit`, change),
  };
};

const priceWith = (price: Service["price"], path: string, change: ChangeAmount): Service["price"] => {
  if (price.kind === "flat") return { kind: "flat", amount_cents: change(price.amount_cents, `${path}/amount_cents`) };
  if (price.kind === "quote") return price;
  return { kind: "itemized", minimum_cents: change(price.minimum_cents, `${path}/minimum_cents`) };
};

const groupWith = (group: OptionGroup, path: string, change: ChangeAmount): OptionGroup => ({
  ...group,
  options: group.options.map((option, at) => ({
    ...option,
    unit_cents: change(option.unit_cents, `${path}/options/${at}/unit_cents`),
  })),
});

const rentalWith = (rental: RentalRules, path: string, change: ChangeAmount): RentalRules => ({
  ...rental,
  extra_day_cents: change(rental.extra_day_cents, `${path}/extra_day_cents`),
  extra_ton_cents: change(rental.extra_ton_cents, `${path}/extra_ton_cents`),
  swap_cents: rental.swap_cents === null ? null : change(rental.swap_cents, `${path}/swap_cents`),
});

/** A percent stays in every currency. */
const ruleWith = <Rule extends Surcharge | DepositRule>(rule: Rule, path: string, change: ChangeAmount): Rule =>
  "amount_cents" in rule ? { ...rule, amount_cents: change(rule.amount_cents, `${path}/amount_cents`) } : rule;
