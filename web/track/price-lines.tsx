import type { TrackedJob } from "../../http/client.ts";
import type { Format } from "../shared/format.ts";
import * as track from "#message/track.ts";

type Pricing = TrackedJob["pricing"];

interface Props {
  lines: Pricing["lines"];
  currency: string;
  format: Format;
  /** The lines below: a total, and what it was before. */
  sums: { label: string; cents: number; was?: number | undefined }[];
}

/** A price as a receipt: each line with its amount, and the total. */
export const PriceLines = ({ lines, currency, format, sums }: Props) => {
  const money = (cents: number) => format.fullMoney(cents, currency);
  return (
    <dl class="facts small">
      {lines.map(({ id, quantity, label, amount_cents: cents }) => (
        <div class="row" key={id}>
          <dt>
            <bdi>{quantity === 1 ? label : track.quantity(quantity, label)}</bdi>
          </dt>
          <dd class="num">{money(cents)}</dd>
        </div>
      ))}
      {sums.map(({ label, cents, was }) => (
        <div class="row" key={label}>
          <dt>
            <b>{label}</b>
          </dt>
          <dd class="num">
            {was !== undefined && was !== cents && <s class="quiet">{money(was)}</s>} <b>{money(cents)}</b>
          </dd>
        </div>
      ))}
    </dl>
  );
};

/** The tax that an offer adds to the present price, as a sum; none if it adds no tax. */
export const taxAdded = (offer: Pricing, { tax, tax_cents: before }: Pricing): Props["sums"] =>
  tax === null || offer.tax_cents === before ? [] : [{ label: tax.label, cents: offer.tax_cents - before }];
