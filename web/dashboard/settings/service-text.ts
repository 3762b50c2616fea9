import { leastPrice } from "../../../domain/price/least-price.ts";
import { createFormat } from "../../shared/format.ts";
import * as priceMessage from "#message/price-book.ts";
import * as message from "#message/settings.ts";
import { depositText } from "./deposit-text.ts";
import type { OptionGroup, RentalRules, Service, Settings } from "./settings-api.ts";

type Business = Settings["business"];

/** A service in one line, for the merge conflict. Two services that differ have different texts. */
export const serviceText = (service: Service, business: Business): string =>
  Object.values(texts)
    .map((textOf) => textOf(service, business))
    .filter(Boolean)
    .join(" · ");

/** The least that a job of the service costs, for the list. */
export const priceText = (service: Service, business: Business): string => {
  const least = leastPrice(service);
  if (least === null) return priceMessage.byQuote;
  const text = moneyIn(business)(least);
  return service.price.kind === "flat" ? text : message.from(text);
};

/** The text of each part, or an empty text for the usual value. The id never changes. */
const texts: Record<Exclude<keyof Service, "id">, (service: Service, business: Business) => string> = {
  name: ({ name }) => name,
  price: ({ price }, business) => {
    if (price.kind === "quote") return priceMessage.byQuote;
    return price.kind === "flat"
      ? moneyIn(business)(price.amount_cents)
      : `${message.minimum} ${moneyIn(business)(price.minimum_cents)}`;
  },
  description: ({ description }) => description,
  groups: ({ groups }, business) => groups.map((group) => groupText(group, business)).join(" · "),
  taxable: ({ taxable }) => (taxable ? "" : message.noTax),
  rental: ({ rental }, business) => (rental === null ? "" : rentalText(rental, business)),
  trip_fee_cents: ({ trip_fee_cents: fee }, business) => (fee === null ? "" : message.tripFee(moneyIn(business)(fee))),
  deposit: ({ deposit }, business) => (deposit === null ? "" : depositText(deposit, moneyIn(business))),
  needs_window: ({ needs_window: needs }) => (needs ? "" : `${message.needsWindow}: ${message.no}`),
  visits: ({ visits }) => message.visitsText[visits.join()] ?? visits.join(", "),
  active: ({ active }) => (active ? "" : message.hidden),
};

const groupText = ({ label, kind, allow_not_sure: notSure, options }: OptionGroup, business: Business): string => {
  const each = options.map(({ label, unit_cents: cents, hint, volume_percent: volume, max }) =>
    [label, moneyIn(business)(cents), hint, volume && `${volume} %`, max && `${priceMessage.optionMax} ${max}`]
      .filter(Boolean)
      .join(" "),
  );
  const sure = notSure === true ? [priceMessage.allowNotSure] : [];
  return `${label} (${[priceMessage.kinds[kind], ...sure].join(", ")}): ${each.join(", ")}`;
};

const rentalText = (rental: RentalRules, business: Business): string => {
  const money = moneyIn(business);
  const { swap_cents: swapCents, count_delivery_day: counts } = rental;
  return [
    `${priceMessage.rentalFields.equipment_type} ${rental.equipment_type}`,
    `${priceMessage.rentalFields.included_days} ${rental.included_days}`,
    `${priceMessage.rentalFields.extra_day_cents} ${money(rental.extra_day_cents)}`,
    `${priceMessage.rentalFields.included_tons} ${rental.included_tons}`,
    `${priceMessage.rentalFields.extra_ton_cents} ${money(rental.extra_ton_cents)}`,
    `${priceMessage.rentalFields.max_days} ${rental.max_days}`,
    priceMessage.pickups[rental.pickup],
    priceMessage.swaps[rental.swap],
    swapCents === null ? "" : `${priceMessage.rentalFields.swap_cents} ${money(swapCents)}`,
    counts ? priceMessage.rentalFields.count_delivery_day : "",
  ]
    .filter(Boolean)
    .join(", ");
};

const moneyIn = (business: Business) => {
  const { money } = createFormat(business.locale, business.time_zone);
  return (cents: number) => money(cents, business.currency);
};
