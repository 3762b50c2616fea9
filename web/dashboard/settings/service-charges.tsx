import * as message from "#message/price-book.ts";
import { readMoney, symbolOf, writeMoney } from "../form/money-text.ts";
import { DepositField } from "./deposit-field.tsx";
import type { ServiceControlProps } from "./service-editor.tsx";
import { SwitchField } from "./switch-field.tsx";
import { orEmpty, TypedField } from "./typed-field.tsx";

export const TaxableControl = ({ path, service, set }: ServiceControlProps) => (
  <SwitchField
    name={`${path}.taxable`}
    label={message.taxable}
    value={service.taxable}
    change={(taxable) => set({ taxable })}
  />
);

export const TripFeeControl = ({ path, service, business, errors, set, fault }: ServiceControlProps) => {
  const { currency, locale } = business;
  const write = (cents: number) => writeMoney(cents, currency, locale);
  return (
    <TypedField<number | null>
      name={`${path}.trip_fee_cents`}
      label={message.tripFee}
      hint={message.tripFeeHint}
      error={errors[`${path}.trip_fee_cents`]}
      sign={symbolOf(currency, locale)}
      text={service.trip_fee_cents === null ? "" : write(service.trip_fee_cents)}
      read={orEmpty((text) => readMoney(text, currency, locale))}
      wrong={message.moneyOrEmpty(write(12_500))}
      change={(cents) => set({ trip_fee_cents: cents })}
      fault={fault}
    />
  );
};

export const DepositControl = ({ path, service, business, errors, set, fault }: ServiceControlProps) => (
  <DepositField
    name={`${path}.deposit`}
    label={message.deposit}
    rule={service.deposit}
    inherits
    {...{ business, errors, fault }}
    change={(deposit) => set({ deposit })}
  />
);
