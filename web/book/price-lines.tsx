import type { Format } from "../shared/format.ts";
import * as book from "#message/book.ts";
import { isRange, priceText, shownPrice, type LockedPrice } from "./shown-price.ts";

/** The price line by line, with its tax and its total, and the deposit that is due. */
export const PriceLines = ({ pricing, format }: { pricing: LockedPrice; format: Format }) => {
  const { lines, currency, deposit_cents: deposit } = pricing;
  const price = shownPrice(pricing);
  return (
    <div class="lines" aria-live="polite">
      {isRange(price) ? null : (
        <dl>
          {lines.map(({ label, quantity, amount_cents }) => (
            <div class="row" key={label}>
              <dt>
                <bdi>{quantity === 1 ? label : book.times(quantity, label)}</bdi>
              </dt>
              <dd class="num">{format.fullMoney(amount_cents, currency)}</dd>
            </div>
          ))}
        </dl>
      )}
      <dl>
        <div class="row whole">
          <dt>{isRange(price) ? book.estimateTotal : book.total}</dt>
          <dd class="num">{priceText(price, format, currency)}</dd>
        </div>
        {deposit > 0 && (
          <div class="row">
            <dt>{book.deposit}</dt>
            <dd class="num">{format.fullMoney(deposit, currency)}</dd>
          </div>
        )}
      </dl>
      {deposit > 0 && <p class="small quiet">{book.depositNote}</p>}
    </div>
  );
};
