import { createFormat } from "../../shared/format.ts";
import * as message from "#message/settings.ts";
import type { Service, Settings } from "./settings-api.ts";

type Business = Settings["business"];

/** A service in one line, for the merge conflict. Two services that differ have different texts. */
export const serviceText = (service: Service, business: Business): string =>
  Object.values(texts)
    .map((textOf) => textOf(service, business))
    .filter(Boolean)
    .join(" · ");

/** The least that a job of the service costs, for the list. */
export const priceText = ({ price, items }: Service, business: Business): string => {
  const money = moneyIn(business);
  if (price.kind === "flat") return money(price.amount_cents);
  const least = Math.max(price.minimum_cents, Math.min(...items.map((item) => item.unit_cents)));
  return message.from(money(Number.isFinite(least) ? least : price.minimum_cents));
};

/** The text of each part, or an empty text for the usual value. The id never changes. */
const texts: Record<Exclude<keyof Service, "id">, (service: Service, business: Business) => string> = {
  name: ({ name }) => name,
  price: ({ price }, business) =>
    price.kind === "flat"
      ? moneyIn(business)(price.amount_cents)
      : `${message.minimum} ${moneyIn(business)(price.minimum_cents)}`,
  description: ({ description }) => description,
  items: ({ items }, business) =>
    items.map(({ label, unit_cents: cents }) => `${label} ${moneyIn(business)(cents)}`).join(" · "),
  needs_window: ({ needs_window: needs }) => (needs ? "" : `${message.needsWindow}: ${message.no}`),
  visits: ({ visits }) => message.visitsText[visits.join()] ?? visits.join(", "),
  stock: ({ stock }) => (stock === null ? "" : `${message.stock}: ${stock.toLocaleString("en")}`),
  active: ({ active }) => (active ? "" : message.hidden),
};

const moneyIn = (business: Business) => {
  const { money } = createFormat(business.locale, business.time_zone);
  return (cents: number) => money(cents, business.currency);
};
