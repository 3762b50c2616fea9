import { useMemo } from "preact/hooks";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { FieldError } from "../../shared/field.tsx";
import { createFormat } from "../../shared/format.ts";
import * as message from "#message/settings.ts";
import type { BusinessProps } from "./business-section.tsx";
import type { CurrencyChange } from "./business.ts";

export const CurrencyControl = ({ edited: { value, replace, fault, errors }, context }: BusinessProps) => {
  const choices = useMemo(() => currencyChoices(value.currency), [value.currency]);
  const choose = (currency: string) => {
    const { currency_change: _choice, ...rest } = value;
    replace({ ...rest, currency });
    fault("currency_change", currency === context.settings.business.currency ? "" : message.currencyNeeded);
  };
  return (
    <ChoiceField
      name="business.currency"
      label={message.businessFields.currency}
      value={value.currency}
      error={errors["business.currency"]}
      choices={choices}
      choose={choose}
    />
  );
};

export const LocaleControl = ({ edited: { value, errors, change }, context }: BusinessProps) => (
  <ChoiceField
    name="business.locale"
    label={message.businessFields.locale}
    value={value.locale}
    error={errors["business.locale"]}
    choices={localeChoices(value.locale).map((tag) => [tag, example(tag, value.currency, context.now())])}
    choose={(locale) => change({ locale })}
  />
);

/** A new currency does not convert prices by a rate, so the owner says what becomes of their numbers. */
export const CurrencyQuestion = ({ edited: { value, errors, trouble, change, fault }, context }: BusinessProps) => {
  const { currency: was } = context.settings.business;
  const { currency, currency_change: chosen } = value;
  if (currency === was) return null;
  // Not before the owner has tried to save.
  const error = trouble === "" ? undefined : errors["currency_change"];
  const choose = (choice: CurrencyChange) => {
    change({ currency_change: choice });
    fault("currency_change", "");
  };
  return (
    <div class="field">
      <fieldset class="page-bare">
        <legend class="small">{message.currencyQuestion(was, currency)}</legend>
        <div class="page-two">
          {(["keep_numbers", "clear_prices"] as const).map((one) => (
            <label class="tile" key={one}>
              <input
                type="radio"
                name="currency_change"
                value={one}
                checked={chosen === one}
                aria-invalid={error ? "true" : undefined}
                aria-describedby={error && "currency_change-error"}
                onChange={() => choose(one)}
              />
              <b>{message.currencyChoices[one].title}</b>
              <span class="small quiet block">{message.currencyChoices[one].more(was, currency)}</span>
            </label>
          ))}
        </div>
        <FieldError name="currency_change" error={error} />
      </fieldset>
    </div>
  );
};

const currencyChoices = (present: string): [code: string, name: string][] => {
  const names = new Intl.DisplayNames("en", { type: "currency" });
  const usual = new Set(["USD", "CAD", "EUR", "GBP", "AUD", "NZD", "MXN", present]);
  return [...usual, ...Intl.supportedValuesOf("currency").filter((code) => !usual.has(code))].map((code) => [
    code,
    `${code} · ${names.of(code) ?? code}`,
  ]);
};

const localeChoices = (present: string): string[] => [
  ...new Set([present, "en-US", "en-CA", "en-GB", "en-AU", "en-NZ", "en-IE"]),
];

const example = (locale: string, currency: string, now: number): string => {
  const format = createFormat(locale, "UTC");
  return `${locale} · ${format.day(new Date(now).toISOString().slice(0, 10))} · ${format.fullMoney(123_450, currency)}`;
};
