import { useMemo } from "preact/hooks";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field, FieldError } from "../../shared/field.tsx";
import { createFormat } from "../../shared/format.ts";
import * as message from "#message/settings.ts";
import type { Settings, SettingsInput } from "./settings-api.ts";
import { SectionCard } from "./section-card.tsx";
import type { Section } from "./section.ts";
import { useSection, type Edited, type SettingsContext } from "./use-section.ts";
import { ZoneField } from "./zone-field.tsx";

/** With what a new currency does to the prices, once the owner has said so. */
type Business = Settings["business"] & Pick<SettingsInput, "currency_change">;

export const business: Section<Business> = {
  id: "business",
  title: message.business,
  read: ({ business }) => business,
  write: (settings, { currency_change: choice, ...business }) => ({
    ...settings,
    business,
    ...(choice === undefined || business.currency === settings.business.currency ? {} : { currency_change: choice }),
  }),
  // Amounts that were rounded or cleared come back as they were.
  restore: (settings, before) =>
    settings.business.currency === before.business.currency
      ? { ...settings, business: before.business }
      : { ...settings, business: before.business, services: before.services, currency_change: "restated" },
  label: (key) => message.businessFields[key as keyof Business], // the keys of `Business`, and no others
  text: (key, value) => String(Reflect.get(value, key) ?? message.none),
};

export const BusinessSection = ({ context }: { context: SettingsContext }) => {
  const edited = useSection(context, business);
  const { value, change, replace, fault, errors } = edited;
  const { currency: was } = context.settings.business;
  const chooseCurrency = (currency: string) => {
    const { currency_change: _choice, ...rest } = value;
    replace({ ...rest, currency });
    fault("currency_change", currency === was ? "" : message.currencyNeeded);
  };
  const choosePrices = (choice: CurrencyChange) => {
    change({ currency_change: choice });
    fault("currency_change", "");
  };
  const currencies = useMemo(() => currencyChoices(value.currency), [value.currency]);
  return (
    <SectionCard section={business} edited={edited} context={context}>
      <NameFields edited={edited} />
      <ZoneField
        key={`zone-${edited.version}`}
        value={value.time_zone}
        error={errors["business.time_zone"]}
        now={context.now}
        change={(zone) => change({ time_zone: zone })}
        fault={edited.fault}
      />
      <div class="page-pair">
        <ChoiceField
          name="business.currency"
          label={message.businessFields.currency}
          value={value.currency}
          error={errors["business.currency"]}
          choices={currencies}
          choose={chooseCurrency}
        />
        <ChoiceField
          name="business.locale"
          label={message.businessFields.locale}
          value={value.locale}
          error={errors["business.locale"]}
          choices={localeChoices(value.locale).map((tag) => [tag, example(tag, value.currency, context.now())])}
          choose={(locale) => change({ locale })}
        />
      </div>
      {value.currency !== was && (
        <CurrencyQuestion
          {...{ was, currency: value.currency, choice: value.currency_change, choose: choosePrices }}
          // Not before the owner has tried to save.
          error={edited.trouble === "" ? undefined : errors["currency_change"]}
        />
      )}
    </SectionCard>
  );
};

const NameFields = ({ edited: { value, errors, change } }: { edited: Edited<Business> }) => (
  <div class="page-pair">
    <Field
      name="business.name"
      label={message.businessFields.name}
      hint={message.businessNameHint}
      maxLength={80}
      autocomplete="organization"
      value={value.name}
      error={errors["business.name"]}
      onInput={({ currentTarget }) => change({ name: currentTarget.value })}
    />
    <Field
      name="business.phone"
      label={message.businessFields.phone}
      hint={message.phoneHint}
      type="tel"
      autocomplete="tel"
      value={value.phone ?? ""}
      error={errors["business.phone"]}
      onInput={({ currentTarget }) => change({ phone: currentTarget.value || null })}
    />
  </div>
);

/** A new currency does not convert prices by a rate, so the owner says what becomes of their numbers. */
const CurrencyQuestion = ({
  was,
  currency,
  choice,
  choose,
  error,
}: {
  was: string;
  currency: string;
  choice: CurrencyChange | undefined;
  choose: (choice: CurrencyChange) => void;
  error: string | undefined;
}) => (
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
              checked={choice === one}
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

type CurrencyChange = NonNullable<SettingsInput["currency_change"]>;

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
