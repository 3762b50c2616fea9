import type { TrackedJob } from "../../http/client.ts";
import type { Format } from "../shared/format.ts";
import * as track from "#message/track.ts";

/** What stands below the price: its lines if there are several, what changed it, and whether it is locked. */
export const priceNotes = (pricing: TrackedJob["pricing"], format: Format): string[] => {
  const { lines, amendments, currency } = pricing;
  const money = (cents: number) => format.fullMoney(cents, currency);
  const dateOf = (at: string) => format.date(format.dayOf(Date.parse(at)));
  const last = amendments.at(-1);
  return [
    ...(lines.length > 1
      ? lines.map(({ quantity, label, amount_cents }) => `${track.quantity(quantity, label)} · ${money(amount_cents)}`)
      : []),
    ...amendments.map(({ from_cents, to_cents, reason }) => track.amended(money(from_cents), money(to_cents), reason)),
    last === undefined ? track.priceLocked(dateOf(pricing.frozen_at)) : track.priceChanged(dateOf(last.at)),
  ];
};
