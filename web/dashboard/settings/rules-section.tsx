import * as message from "#message/settings.ts";
import { NumberField } from "./number-field.tsx";
import type { Settings } from "./settings-api.ts";
import { SectionCard } from "./section-card.tsx";
import type { Section } from "./section.ts";
import { SwitchField } from "./switch-field.tsx";
import { useSection, type SettingsContext } from "./use-section.ts";

/** The bounds of the server. */
const bounds = {
  lead_time_hours: [0, 720],
  days_ahead: [1, 366],
  cutoff_hours: [0, 720],
  requests_past_per_hour: [1, 100_000],
  requests_past_per_address: [1, 1_000],
  link_days: [1, 3_650],
} as const;

type Rules = Omit<Settings["booking"], "postal_codes">;

const rules: Section<Rules> = {
  id: "rules",
  title: message.rules,
  read: ({ booking: { postal_codes: _codes, ...rest } }) => rest,
  write: (settings, value) => ({ ...settings, booking: { ...settings.booking, ...value } }),
  label: (key) => message.ruleFields[key] ?? key,
  text: (key, value) => {
    const found: unknown = Reflect.get(value, key);
    if (typeof found === "boolean") return found ? message.yes : message.no;
    return typeof found === "number" ? found.toLocaleString("en") : message.off;
  },
};

export const RulesSection = ({ context }: { context: SettingsContext }) => {
  const edited = useSection(context, rules);
  const { value, change, errors, fault, version } = edited;
  return (
    <SectionCard section={rules} edited={edited} context={context}>
      <SwitchField
        name="booking.open"
        label={message.ruleFields["open"] ?? ""}
        hint={message.ruleHints["open"]}
        value={value.open}
        change={(open) => change({ open })}
      />
      <div class="page-numbers" key={version}>
        {(Object.keys(bounds) as (keyof typeof bounds)[]).map((key) => {
          const optional = key === "requests_past_per_hour" || key === "requests_past_per_address";
          return (
            <NumberField
              key={key}
              name={`booking.${key}`}
              label={message.ruleFields[key] ?? ""}
              hint={message.ruleHints[key]}
              value={value[key]}
              least={bounds[key][0]}
              most={bounds[key][1]}
              optional={optional}
              error={errors[`booking.${key}`]}
              change={(number) => change({ [key]: number })}
              fault={fault}
            />
          );
        })}
      </div>
      <SwitchField
        name="booking.crews_see_prices"
        label={message.ruleFields["crews_see_prices"] ?? ""}
        hint={message.ruleHints["crews_see_prices"]}
        value={value.crews_see_prices}
        change={(prices) => change({ crews_see_prices: prices })}
      />
    </SectionCard>
  );
};
