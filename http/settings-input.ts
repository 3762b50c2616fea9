import type { z } from "@hono/zod-openapi";
import { invalid, type FieldError } from "../domain/domain-error.ts";
import { priceBookFaults, serviceFaults } from "../domain/price/price-book-faults.ts";
import type { DepositRule } from "../domain/price/price-book.ts";
import type { Service, Settings } from "../domain/settings.ts";
import { oldStockOf, readStoredService } from "../domain/stored-settings.ts";
import type { settingsInput } from "./schema/settings.ts";

type Wanted = Omit<z.output<typeof settingsInput>, "currency_change">;

/**
 * Returns the settings that a request asks for. What a client of an older version does not know stays as it is: a
 * service with `items` gets a group of them, and its `stock` is kept for the equipment. Throws `invalid` with the place
 * of each fault.
 */
export const readSettings = (wanted: Wanted, now: Settings): Settings => {
  const stock = oldStockOf(wanted.services);
  const next: Settings = {
    ...now,
    ...wanted,
    business: { ...wanted.business, language: wanted.business.language ?? now.business.language },
    services: wanted.services.map(readService),
    tax: wanted.tax ?? now.tax,
    surcharges: wanted.surcharges ?? now.surcharges,
    quotes: wanted.quotes ?? now.quotes,
    payments: wanted.payments ?? now.payments,
    ...(stock === null ? {} : { old_stock: { ...now.old_stock, ...stock } }),
  };
  const faults = [
    ...wanted.services.flatMap((service, at) => itemFaults(service, `/services/${at}`)),
    ...next.services.flatMap((service, at) => [
      ...serviceFaults(service, `/services/${at}`),
      ...(service.deposit === null ? [] : depositFaults(service.deposit, `/services/${at}/deposit`)),
    ]),
    ...priceBookFaults(next),
    ...depositFaults(next.payments.deposit, "/payments/deposit"),
  ];
  if (faults.length > 0) throw invalid(...faults);
  return next;
};

type ServiceInput = Wanted["services"][number];

const readService = ({ groups, taxable, rental, trip_fee_cents: fee, deposit, ...service }: ServiceInput): Service =>
  readStoredService({
    ...service,
    ...(groups === undefined ? {} : { groups }),
    taxable: taxable ?? true,
    rental: rental ?? null,
    trip_fee_cents: fee ?? null,
    deposit: deposit ?? null,
  });

/** A service has either groups or the items of an older version, and an itemized one has something to choose. */
const itemFaults = ({ price, groups, items = [] }: ServiceInput, path: string): FieldError[] => {
  if (groups !== undefined && items.length > 0) {
    return [{ field: `${path}/items`, code: "groups_or_items", message: "Send groups or items, not both." }];
  }
  if (price.kind !== "itemized" || items.length > 0) return [];
  if (groups?.some(({ kind }) => kind !== "add_on") === true) return [];
  const field = groups === undefined ? `${path}/items` : `${path}/groups`;
  return [{ field, code: "items_required", message: "Add at least one item." }];
};

/** A required deposit needs online payments, which are not there yet. */
const depositFaults = ({ policy }: DepositRule, path: string): FieldError[] =>
  policy === "require"
    ? [
        {
          field: `${path}/policy`,
          code: "payments_off",
          message: "Ask for the deposit. Requiring it needs online payments.",
        },
      ]
    : [];
