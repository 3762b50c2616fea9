import * as message from "#message/settings.ts";
import { MoneyField } from "../form/money-field.tsx";
import type { ServiceControlProps } from "./service-editor.tsx";
import type { Service } from "./settings-api.ts";

/** The kind of price and its amount. The amount stays when the kind changes. */
export const ServicePrice = ({ path, service: { price }, business, errors, fault, set }: ServiceControlProps) => {
  const cents = amountOf(price);
  const isFlat = price.kind === "flat";
  const name = `${path}.price.${isFlat ? "amount_cents" : "minimum_cents"}`;
  const kinds = [
    { isChosen: isFlat, next: flat(cents), title: message.flat, more: message.flatMore },
    { isChosen: !isFlat, next: itemized(cents), title: message.itemized, more: message.itemizedMore },
  ];
  return (
    <>
      <fieldset class="page-roles">
        <legend class="small">{message.priceKind}</legend>
        <div class="page-two">
          {kinds.map(({ isChosen, next, title, more }) => (
            <label class="tile" key={title}>
              <input
                type="radio"
                name={`${path}.price.kind`}
                checked={isChosen}
                onChange={() => set({ price: next })}
              />
              <b>{title}</b>
              <span class="small quiet block">{more}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <MoneyField
        key={price.kind}
        name={name}
        label={isFlat ? message.amount : message.minimum}
        cents={cents}
        currency={business.currency}
        locale={business.locale}
        error={errors[name]}
        change={(next) => set({ price: isFlat ? flat(next) : itemized(next) })}
        fault={fault}
      />
    </>
  );
};

const flat = (cents: number): Service["price"] => ({ kind: "flat", amount_cents: cents });
const itemized = (cents: number): Service["price"] => ({ kind: "itemized", minimum_cents: cents });

const amountOf = (price: Service["price"]): number => {
  switch (price.kind) {
    case "flat":
      return price.amount_cents;
    case "itemized":
      return price.minimum_cents;
    case "quote":
      return 0;
  }
};
