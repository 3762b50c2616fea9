import * as message from "#message/settings.ts";
import type { Settings, SettingsInput } from "./settings-api.ts";
import type { Section } from "./section.ts";

/** The business, with what a new currency does to the prices after the owner chose it. */
export type Business = Settings["business"] & Pick<SettingsInput, "currency_change">;

export type CurrencyChange = NonNullable<SettingsInput["currency_change"]>;

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
