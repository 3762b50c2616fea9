import * as message from "#message/price.ts";
import type { AppContext } from "../app-context.ts";
import type { Pricing } from "./price-draft.ts";

/** What a price was before, why it changed and who agreed. The newest change comes first. */
export const PriceChanges = ({ app: { format }, pricing }: { app: AppContext; pricing: Pricing }) => {
  const { amendments, currency } = pricing;
  if (amendments.length === 0) return null;
  const money = (cents: number) => format.fullMoney(cents, currency);
  return (
    <ul class="price-changes" aria-label={message.changes}>
      {amendments.toReversed().map(({ id, at, by, reason, from_cents: from, to_cents: to, agreed }) => (
        <li key={id}>
          <p>
            <del class="num">{money(from)}</del> <b class="num">{money(to)}</b>{" "}
            <span class="quiet">{message.changedBy(by, format.date(format.dayOf(Date.parse(at))))}</span>
          </p>
          <p class="small">
            <bdi>{reason}</bdi>
          </p>
          <p class="small quiet">
            {agreed === null ? message.notAsked : message.agreed[agreed.how](agreed.name ?? message.someCustomer)}
          </p>
        </li>
      ))}
    </ul>
  );
};
