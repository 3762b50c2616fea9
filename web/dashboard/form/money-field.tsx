import { useState } from "preact/hooks";
import { FieldError } from "../../shared/field.tsx";
import * as message from "#message/settings.ts";
import { readMoney, symbolOf, writeMoney } from "./money-text.ts";

interface Props {
  name: string;
  label: string;
  /** Where a column says what it is, the label is only read out. */
  quietLabel?: boolean;
  cents: number;
  currency: string;
  locale: string;
  error: string | undefined;
  change: (cents: number) => void;
  fault: (name: string, text: string) => void;
}

/** An amount in major units, with the currency's sign before it. */
export const MoneyField = ({
  name,
  label,
  quietLabel = false,
  cents,
  currency,
  locale,
  error,
  change,
  fault,
}: Props) => {
  const [text, setText] = useState(writeMoney(cents, currency, locale));
  const read = (typed: string) => {
    setText(typed);
    const amount = readMoney(typed, currency, locale);
    fault(name, amount === null ? message.moneyWrong(writeMoney(14_950, currency, locale)) : "");
    if (amount !== null) change(amount);
  };
  return (
    <div class="field">
      <label>
        <span class={quietLabel ? "vh" : "small"}>{label}</span>
        <span class="page-money">
          <span aria-hidden="true">{symbolOf(currency, locale)}</span>
          <input
            class="box"
            name={name}
            inputMode="decimal"
            autocomplete="off"
            value={text}
            aria-invalid={error ? "true" : undefined}
            aria-describedby={error && `${name}-error`}
            onInput={({ currentTarget }) => read(currentTarget.value)}
          />
        </span>
      </label>
      <FieldError name={name} error={error} />
    </div>
  );
};
