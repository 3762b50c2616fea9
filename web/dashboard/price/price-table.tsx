import * as message from "#message/price.ts";
import type { AppContext } from "../app-context.ts";
import type { Pricing } from "./price-draft.ts";

interface Props {
  app: AppContext;
  pricing: Pricing;
}

/** The lines of a price, its total, and the range of an estimate. */
export const PriceTable = ({ app: { format }, pricing }: Props) => {
  const { currency, lines, estimate } = pricing;
  const money = (cents: number) => format.fullMoney(cents, currency).replace(/^-/, "−");
  return (
    <table class="price-table">
      <tbody>
        {lines.map(({ id, kind, label, quantity, amount_cents: cents }) => (
          <tr key={id} data-kind={kind}>
            <th scope="row">
              <bdi>{message.quantity(quantity, label)}</bdi>
            </th>
            <td class="num">{money(cents)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {estimate === null ? (
          <tr class="sum">
            <th scope="row">{message.total}</th>
            <td class="num">{money(pricing.total_cents)}</td>
          </tr>
        ) : (
          <tr class="sum">
            <th scope="row">{message.estimate}</th>
            <td class="num">{message.range(money(estimate.low_cents), money(estimate.high_cents))}</td>
          </tr>
        )}
        {pricing.deposit_cents > 0 && (
          <tr>
            <th scope="row" class="quiet">
              {message.deposit}
            </th>
            <td class="num quiet">{money(pricing.deposit_cents)}</td>
          </tr>
        )}
      </tfoot>
    </table>
  );
};
