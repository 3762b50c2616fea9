import * as message from "#message/settings.ts";
import { NumberField } from "./number-field.tsx";
import type { Settings } from "./settings-api.ts";
import { SectionCard } from "./section-card.tsx";
import type { Section } from "./section.ts";
import { SwitchField } from "./switch-field.tsx";
import { useSection, type Edited, type SettingsContext } from "./use-section.ts";

/** All rules of online booking. The area section has the postal codes. */
type Rules = Omit<Settings["booking"], "postal_codes">;
type NumberRule = { [K in keyof Rules]: Rules[K] extends number | null ? K : never }[keyof Rules];
type SwitchRule = Exclude<keyof Rules, NumberRule>;

/** The numbers with the server's bounds. `null` cannot be stored in those that are not optional. */
const numbers: Record<NumberRule, { least: number; most: number; optional?: true }> = {
  lead_time_hours: { least: 0, most: 720 },
  days_ahead: { least: 1, most: 366 },
  cutoff_hours: { least: 0, most: 720 },
  requests_past_per_hour: { least: 1, most: 100_000, optional: true },
  requests_past_per_address: { least: 1, most: 1_000, optional: true },
  link_days: { least: 1, most: 3_650 },
};
/** The switches, above or below the numbers. */
const switches: Record<SwitchRule, "above" | "below"> = {
  open: "above",
  zip_first: "above",
  crews_see_prices: "below",
  crews_set_prices: "below",
};

const rules: Section<Rules> = {
  id: "rules",
  title: message.rules,
  read: ({ booking: { postal_codes: _codes, ...rest } }) => rest,
  write: (settings, value) => ({ ...settings, booking: { ...settings.booking, ...value } }),
  label: (key) => message.ruleFields[key as keyof Rules], // the keys of `Rules`, and no others
  text: (key, value) => {
    const found: unknown = Reflect.get(value, key);
    if (typeof found === "boolean") return found ? message.yes : message.no;
    return typeof found === "number" ? found.toLocaleString("en") : message.off;
  },
};

export const RulesSection = ({ context }: { context: SettingsContext }) => {
  const edited = useSection(context, rules);
  return (
    <SectionCard section={rules} edited={edited} context={context}>
      <Switches edited={edited} place="above" />
      <Numbers key={edited.version} edited={edited} />
      <Switches edited={edited} place="below" />
    </SectionCard>
  );
};

const Switches = ({ edited: { value, change }, place }: { edited: Edited<Rules>; place: "above" | "below" }) => (
  <>
    {keysOf(switches)
      .filter((key) => switches[key] === place)
      .map((key) => (
        <SwitchField
          key={key}
          name={`booking.${key}`}
          label={message.ruleFields[key]}
          hint={message.ruleHints[key]}
          value={value[key]}
          change={(on) => change({ [key]: on })}
        />
      ))}
  </>
);

const Numbers = ({ edited: { value, change, errors, fault } }: { edited: Edited<Rules> }) => (
  <div class="page-numbers">
    {keysOf(numbers).map((key) => (
      <NumberField
        key={key}
        name={`booking.${key}`}
        label={message.ruleFields[key]}
        hint={message.ruleHints[key]}
        value={value[key]}
        least={numbers[key].least}
        most={numbers[key].most}
        optional={numbers[key].optional === true}
        error={errors[`booking.${key}`]}
        change={(number) => change({ [key]: number })}
        fault={fault}
      />
    ))}
  </div>
);

// `Object.keys` knows no key types; these tables have exactly the keys of their type.
const keysOf = <K extends string>(table: Record<K, unknown>): K[] => Object.keys(table) as K[];
