import { leastPrice } from "../../../domain/price/least-price.ts";
import { createFormat } from "../../shared/format.ts";
import * as message from "#message/settings.ts";
import type { OptionGroup, Service, Settings } from "./settings-api.ts";

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
  if (least === null) return message.byQuote;
  const text = moneyIn(business)(least);
  return service.price.kind === "flat" ? text : message.from(text);
};

/** The text of each part, or an empty text for the usual value. The id never changes. */
const texts: Record<Exclude<keyof Service, "id">, (service: Service, business: Business) => string> = {
  name: ({ name }) => name,
  price: ({ price }, business) => {
    if (price.kind === "quote") return message.byQuote;
    return price.kind === "flat"
      ? moneyIn(business)(price.amount_cents)
      : `${message.minimum} ${moneyIn(business)(price.minimum_cents)}`;
  },
  description: ({ description }) => description,
  groups: ({ groups }, business) => groups.map((group) => groupText(group, business)).join(" · "),
  taxable: ({ taxable }) => (taxable ? "" : message.noTax),
  rental: ({ rental }) => (rental === null ? "" : message.rental(rental.equipment_type, rental.included_days)),
  trip_fee_cents: ({ trip_fee_cents: fee }, business) => (fee === null ? "" : message.tripFee(moneyIn(business)(fee))),
  deposit: ({ deposit }) => (deposit === null ? "" : message.ownDeposit),
  needs_window: ({ needs_window: needs }) => (needs ? "" : `${message.needsWindow}: ${message.no}`),
  visits: ({ visits }) => message.visitsText[visits.join()] ?? visits.join(", "),
  active: ({ active }) => (active ? "" : message.hidden),
};

const groupText = ({ options }: OptionGroup, business: Business): string =>
  options.map(({ label, unit_cents: cents }) => `${label} ${moneyIn(business)(cents)}`).join(" · ");

const moneyIn = (business: Business) => {
  const { money } = createFormat(business.locale, business.time_zone);
  return (cents: number) => money(cents, business.currency);
};
