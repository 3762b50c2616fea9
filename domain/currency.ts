import { fractionDigits } from "./money.ts";
import { invalid } from "./domain-error.ts";
import { maxTotalCents } from "./pricing.ts";
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

/**
 * Returns the services with amounts in the new currency. If both currencies have the same number of decimals, amounts
 * stay as they are. Otherwise the caller must choose, because $600.00 would become ¥60,000.
 */
export const servicesInCurrency = (
  services: Service[],
  { from, to, choice }: { from: string; to: string; choice: CurrencyChange | undefined },
): Service[] => {
  if (from === to || choice === "restated") return services;
  if (choice === "clear_prices")
    return withAmounts(services, () => 0).map((service) => ({ ...service, active: false }));
  const shift = fractionDigits(to) - fractionDigits(from);
  if (shift === 0) return services;
  if (choice === undefined) {
    throw invalid({
      field: "/currency_change",
      code: "currency_change_required",
      message: `${from} and ${to} have different decimals, so say what happens to the prices: keep_numbers, clear_prices, or restated if these amounts are already in ${to}.`,
    });
  }
  return withAmounts(services, (amount, field) => {
    const moved = Math.round(amount * 10 ** shift);
    if (moved <= maxTotalCents) return moved;
    throw invalid({ field, code: "too_much", message: `In ${to} that is more than one job can cost.` });
  });
};

/** Returns the settings with another currency. */
export const inCurrency = (settings: Settings, to: string, choice: CurrencyChange): Settings => ({
  ...settings,
  business: { ...settings.business, currency: to },
  services: servicesInCurrency(settings.services, { from: settings.business.currency, to, choice }),
});

const withAmounts = (services: Service[], change: (amount: number, field: string) => number): Service[] =>
  services.map((service, at) => ({
    ...service,
    price:
      service.price.kind === "flat"
        ? { kind: "flat", amount_cents: change(service.price.amount_cents, `/services/${at}/price/amount_cents`) }
        : {
            kind: "itemized",
            minimum_cents: change(service.price.minimum_cents, `/services/${at}/price/minimum_cents`),
          },
    items: service.items.map((item, index) => ({
      ...item,
      unit_cents: change(item.unit_cents, `/services/${at}/items/${index}/unit_cents`),
    })),
  }));
