import { Field } from "../../shared/field.tsx";
import * as message from "#message/price-book.ts";
import { CodesField } from "./codes-field.tsx";
import { PercentField } from "./percent-field.tsx";
import { SectionCard } from "./section-card.tsx";
import type { Section } from "./section.ts";
import type { Settings } from "./settings-api.ts";
import { useSection, type Edited, type SettingsContext } from "./use-section.ts";

type Tax = Settings["tax"];
type OtherRate = Tax["by_postal_code"][number];

const labels: Record<keyof Tax, string> = {
  label: message.taxLabel,
  rate_ppm: message.taxRate,
  by_postal_code: message.taxByZip,
};
const texts: { [K in keyof Tax]: (value: Tax[K]) => string } = {
  label: (label) => label,
  rate_ppm: (ppm) => `${ppm / 10_000} %`,
  by_postal_code: (rates) => rates.map(rateText).join(" · "),
};
const rateText = ({ postal_codes: codes, rate_ppm: ppm }: OtherRate) => `${codes.join(", ")}: ${ppm / 10_000} %`;

const tax: Section<Tax> = {
  id: "tax",
  title: message.tax,
  read: (settings) => settings.tax,
  write: (settings, value) => ({ ...settings, tax: value }),
  label: (key) => labels[key as keyof Tax], // the keys of `Tax`, and no others
  text: (key, value) =>
    key === "label"
      ? texts.label(value.label)
      : key === "rate_ppm"
        ? texts.rate_ppm(value.rate_ppm)
        : texts.by_postal_code(value.by_postal_code),
};

/** The highest rate that the server takes. */
const mostPpm = 300_000;

/** The sales tax: one rate, and others by ZIP code. */
export const TaxSection = ({ context }: { context: SettingsContext }) => {
  const edited = useSection(context, tax);
  return (
    <SectionCard section={tax} edited={edited} context={context} more={message.taxMore}>
      <TaxEditor key={edited.version} edited={edited} />
    </SectionCard>
  );
};

const TaxEditor = ({ edited }: { edited: Edited<Tax> }) => {
  const { value, change, errors, fault } = edited;
  const rates = value.by_postal_code;
  const setRates = (next: OtherRate[]) => change({ by_postal_code: next });
  return (
    <>
      <div class="page-pair">
        <PercentField
          name="tax.rate_ppm"
          label={message.taxRate}
          ppm={value.rate_ppm}
          most={mostPpm}
          error={errors["tax.rate_ppm"]}
          change={(ppm) => change({ rate_ppm: ppm })}
          fault={fault}
        />
        <Field
          name="tax.label"
          label={message.taxLabel}
          maxLength={40}
          autocomplete="off"
          value={value.label}
          error={errors["tax.label"]}
          onInput={({ currentTarget }) => change({ label: currentTarget.value })}
        />
      </div>
      <fieldset class="page-roles">
        <legend class="small">{message.taxByZip}</legend>
        {rates.map((rate, at) => (
          // A rate has no id. Removing one starts the others again with their values.
          <div class="page-rate" key={`${rates.length} ${at}`}>
            <CodesField
              name={`tax.by_postal_code.${at}.postal_codes`}
              label={message.zipCodes}
              hint={message.zipHint}
              codes={rate.postal_codes}
              needed={message.zipNeeded}
              error={errorUnder(errors, `tax.by_postal_code.${at}.postal_codes`)}
              change={(codes) => setRates(rates.with(at, { ...rate, postal_codes: codes }))}
              fault={fault}
            />
            <PercentField
              name={`tax.by_postal_code.${at}.rate_ppm`}
              label={message.taxRate}
              ppm={rate.rate_ppm}
              most={mostPpm}
              error={errors[`tax.by_postal_code.${at}.rate_ppm`]}
              change={(ppm) => setRates(rates.with(at, { ...rate, rate_ppm: ppm }))}
              fault={fault}
            />
            <button
              type="button"
              class="page-x"
              aria-label={message.removeRate}
              onClick={() => {
                fault(`tax.by_postal_code.${at}.postal_codes`, "");
                fault(`tax.by_postal_code.${at}.rate_ppm`, "");
                setRates(rates.toSpliced(at, 1));
              }}
            >
              ×
            </button>
          </div>
        ))}
        <button
          type="button"
          class="plain"
          onClick={() => {
            const at = rates.length;
            setRates([...rates, { postal_codes: [], rate_ppm: value.rate_ppm }]);
            fault(`tax.by_postal_code.${at}.postal_codes`, message.zipNeeded);
          }}
        >
          {message.addRate}
        </button>
      </fieldset>
    </>
  );
};

/** The error of a list or of one of its entries. */
const errorUnder = (errors: Record<string, string>, name: string): string | undefined =>
  Object.entries(errors).find(([key]) => key === name || key.startsWith(`${name}.`))?.[1];
