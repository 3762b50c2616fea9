import type { ComponentChild } from "preact";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/price-book.ts";
import { MoneyField } from "../form/money-field.tsx";
import { NumberField } from "./number-field.tsx";
import type { Option, OptionGroup } from "./settings-api.ts";
import type { ServiceControlProps } from "./service-editor.tsx";

interface Props extends Pick<ServiceControlProps, "business" | "errors" | "fault"> {
  /** The JSON path of the option, as in `services.0.groups.0.options.1`. */
  name: string;
  kind: OptionGroup["kind"];
  option: Option;
  change: (part: Partial<Option>) => void;
  remove: () => void;
}

/** One option: its name, price and hint; how full it makes the truck, or how many a customer may have. */
export const OptionRow = ({ name, kind, option, business, errors, fault, change, remove }: Props) => {
  const text = (key: "label" | "hint", label: string) => (
    <Field
      name={`${name}.${key}`}
      label={label}
      maxLength={80}
      autocomplete="off"
      value={option[key] ?? ""}
      error={errors[`${name}.${key}`]}
      onInput={({ currentTarget: { value } }) => change({ [key]: key === "hint" && value === "" ? undefined : value })}
    />
  );
  const number = (key: "volume_percent" | "max", label: string, most: number) => (
    <NumberField
      name={`${name}.${key}`}
      label={label}
      value={option[key] ?? null}
      least={1}
      most={most}
      optional
      error={errors[`${name}.${key}`]}
      change={(value) => change({ [key]: value ?? undefined })}
      fault={fault}
    />
  );
  const controls = {
    label: text("label", message.option),
    unit_cents: (
      <MoneyField
        name={`${name}.unit_cents`}
        label={message.optionPrice}
        cents={option.unit_cents}
        currency={business.currency}
        locale={business.locale}
        error={errors[`${name}.unit_cents`]}
        change={(cents) => change({ unit_cents: cents })}
        fault={fault}
      />
    ),
    hint: text("hint", message.optionHint),
    volume_percent: kind === "choice" ? number("volume_percent", message.optionVolume, 100) : null,
    max: kind === "choice" ? null : number("max", message.optionMax, 1_000),
    // An option is taxable as its service is. Only the API sets another choice.
    taxable: null,
  } satisfies Record<Exclude<keyof Option, "id">, ComponentChild>;
  return (
    <li class="page-choice">
      {controls.label}
      {controls.unit_cents}
      {controls.hint}
      {controls.volume_percent}
      {controls.max}
      <button type="button" class="page-x" aria-label={message.removeOption(option.label)} onClick={remove}>
        ×
      </button>
    </li>
  );
};
