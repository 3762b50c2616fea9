import { languages } from "../../../domain/message/language.ts";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/settings.ts";
import { business, type Business } from "./business.ts";
import { Controls, type ControlTable } from "./controls.tsx";
import { CurrencyControl, CurrencyQuestion, LocaleControl } from "./currency-controls.tsx";
import { SectionCard } from "./section-card.tsx";
import { useSection, type Edited, type SettingsContext } from "./use-section.ts";
import { ZoneField } from "./zone-field.tsx";

export interface BusinessProps {
  edited: Edited<Business>;
  context: SettingsContext;
}

export const BusinessSection = ({ context }: { context: SettingsContext }) => {
  const edited = useSection(context, business);
  return (
    <SectionCard section={business} edited={edited} context={context}>
      <Controls table={controls} props={{ edited, context }} />
    </SectionCard>
  );
};

const NameControl = ({ edited: { value, errors, change } }: BusinessProps) => (
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
);

const PhoneControl = ({ edited: { value, errors, change } }: BusinessProps) => (
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
);

const ZoneControl = ({ edited, context }: BusinessProps) => (
  <ZoneField
    key={edited.version}
    value={edited.value.time_zone}
    error={edited.errors["business.time_zone"]}
    now={context.now}
    change={(zone) => edited.change({ time_zone: zone })}
    fault={edited.fault}
  />
);

const LanguageControl = ({ edited: { value, errors, change } }: BusinessProps) => (
  <ChoiceField
    name="business.language"
    label={message.businessFields.language}
    hint={message.languageHint}
    value={value.language ?? "en"}
    error={errors["business.language"]}
    choices={languages.map((language) => [language, message.languageNames[language]])}
    choose={(chosen) => change({ language: languages.find((language) => language === chosen) })}
  />
);

const controls: ControlTable<keyof Business, BusinessProps> = {
  name: { width: "half", Show: NameControl },
  phone: { width: "half", Show: PhoneControl },
  time_zone: { width: "full", Show: ZoneControl },
  currency: { width: "half", Show: CurrencyControl },
  locale: { width: "half", Show: LocaleControl },
  language: { width: "half", Show: LanguageControl },
  currency_change: { width: "full", Show: CurrencyQuestion },
};
