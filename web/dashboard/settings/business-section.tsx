import { useMemo } from "preact/hooks";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field } from "../../shared/field.tsx";
import { createFormat } from "../../shared/format.ts";
import * as message from "../../shared/message/settings.ts";
import type { Settings } from "./office.ts";
import { SectionCard } from "./section-card.tsx";
import type { Section } from "./section.ts";
import { useSection, type SettingsDesk } from "./use-section.ts";
import { ZoneField } from "./zone-field.tsx";

const business: Section<Settings["business"]> = {
  id: "business",
  title: message.business,
  read: ({ business }) => business,
  write: (settings, business) => ({ ...settings, business }),
  label: (key) => message.businessFields[key] ?? key,
  text: (key, value) => String(Reflect.get(value, key) ?? message.none),
};

export const BusinessSection = ({ desk }: { desk: SettingsDesk }) => {
  const edited = useSection(desk, business);
  const { value, change, errors } = edited;
  const currencies = useMemo(() => currencyChoices(value.currency), [value.currency]);
  return (
    <SectionCard section={business} edited={edited} desk={desk}>
      <div class="desk-pair">
        <Field
          name="business.name"
          label={message.businessFields["name"] ?? ""}
          hint={message.businessNameHint}
          maxLength={80}
          autocomplete="organization"
          value={value.name}
          error={errors["business.name"]}
          onInput={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <Field
          name="business.phone"
          label={message.businessFields["phone"] ?? ""}
          hint={message.phoneHint}
          type="tel"
          autocomplete="tel"
          value={value.phone ?? ""}
          error={errors["business.phone"]}
          onInput={({ currentTarget }) => change({ phone: currentTarget.value || null })}
        />
      </div>
      <ZoneField
        key={`zone-${edited.version}`}
        value={value.time_zone}
        error={errors["business.time_zone"]}
        now={desk.now}
        change={(zone) => change({ time_zone: zone })}
        fault={edited.fault}
      />
      <div class="desk-pair">
        <ChoiceField
          name="business.currency"
          label={message.businessFields["currency"] ?? ""}
          value={value.currency}
          error={errors["business.currency"]}
          choices={currencies}
          choose={(currency) => change({ currency })}
        />
        <ChoiceField
          name="business.locale"
          label={message.businessFields["locale"] ?? ""}
          value={value.locale}
          error={errors["business.locale"]}
          choices={localeChoices(value.locale).map((tag) => [tag, example(tag, value.currency, desk.now())])}
          choose={(locale) => change({ locale })}
        />
      </div>
    </SectionCard>
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
  return `${locale} · ${format.shortDay(new Date(now).toISOString().slice(0, 10))} · ${format.fullMoney(123_450, currency)}`;
};
