import * as priceMessage from "#message/price-book.ts";
import * as message from "#message/settings.ts";
import { MoneyField } from "../form/money-field.tsx";
import type { ServiceControlProps } from "./service-editor.tsx";
import type { Service } from "./settings-api.ts";

type Kind = Service["price"]["kind"];

/** The kind of price and its amount. The amount stays when the kind changes. */
export const ServicePrice = ({ path, service: { price }, business, errors, fault, set }: ServiceControlProps) => {
  const cents = amountOf(price);
  const name = `${path}.price.${price.kind === "flat" ? "amount_cents" : "minimum_cents"}`;
  return (
    <>
      <fieldset class="page-roles">
        <legend class="small">{message.priceKind}</legend>
        <div class="page-kinds">
          {kinds.map(([kind, title, more]) => (
            <label class="tile" key={kind}>
              <input
                type="radio"
                name={`${path}.price.kind`}
                checked={price.kind === kind}
                onChange={() => set({ price: priceOf(kind, cents) })}
              />
              <b>{title}</b>
              <span class="small quiet block">{more}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {price.kind === "quote" ? (
        <p class="small quiet">{priceMessage.quoteNoAmount}</p>
      ) : (
        <MoneyField
          key={price.kind}
          name={name}
          label={price.kind === "flat" ? message.amount : message.minimum}
          cents={cents}
          currency={business.currency}
          locale={business.locale}
          error={errors[name]}
          change={(next) => set({ price: priceOf(price.kind, next) })}
          fault={fault}
        />
      )}
    </>
  );
};

const kinds: [kind: Kind, title: string, more: string][] = [
  ["flat", message.flat, message.flatMore],
  ["itemized", message.itemized, message.itemizedMore],
  ["quote", priceMessage.byQuote, priceMessage.byQuoteMore],
];

const priceOf = (kind: Kind, cents: number): Service["price"] => {
  if (kind === "quote") return { kind };
  return kind === "flat" ? { kind, amount_cents: cents } : { kind, minimum_cents: cents };
};

const amountOf = (price: Service["price"]): number => {
  if (price.kind === "quote") return 0;
  return price.kind === "flat" ? price.amount_cents : price.minimum_cents;
};
