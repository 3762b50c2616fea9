import type { TrackedJob } from "../../http/client.ts";
import type { Format } from "../shared/format.ts";
import * as track from "#message/track.ts";
import { PriceLines } from "./price-lines.tsx";

/** What the price is made of, and how it changed. An estimate and a price that is not set yet have no lines to show. */
export const Receipt = ({ job: { pricing }, format }: { job: TrackedJob; format: Format }) => {
  const { state, lines, currency, total_cents: total } = pricing;
  return (
    <>
      {state === "firm" && lines.length > 1 && (
        <>
          <h2 class="small quiet">{track.price}</h2>
          <PriceLines lines={lines} currency={currency} format={format} sums={[{ label: track.total, cents: total }]} />
        </>
      )}
      {priceNotes(pricing, format).map((note) => (
        <p class="small quiet mid" key={note}>
          <bdi>{note}</bdi>
        </p>
      ))}
    </>
  );
};

/** Each change of the price, and whether the price is locked or the customer agreed to a change. */
export const priceNotes = (pricing: TrackedJob["pricing"], format: Format): string[] => {
  const { amendments, currency, state } = pricing;
  if (state === "unpriced") return [];
  const money = (cents: number) => format.fullMoney(cents, currency);
  const dateOf = (at: string) => format.date(format.dayOf(Date.parse(at)));
  const last = amendments.at(-1);
  const how = last?.agreed?.how ?? "not_needed";
  return [
    ...amendments.map(({ from_cents, to_cents, reason }) => track.amended(money(from_cents), money(to_cents), reason)),
    last === undefined
      ? track.priceLocked(dateOf(pricing.frozen_at))
      : (how === "not_needed" ? track.priceChanged : track.priceAgreed)(dateOf(last.at)),
  ];
};
