import { isDay, weekdays } from "../../../domain/day.ts";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/price-book.ts";
import * as settingsMessage from "#message/settings.ts";
import { MoneyField } from "../form/money-field.tsx";
import { CodesField } from "./codes-field.tsx";
import { readList } from "./number-text.ts";
import { PercentField } from "./percent-field.tsx";
import type { Settings, Surcharge } from "./settings-api.ts";
import { SwitchField } from "./switch-field.tsx";
import { TypedField } from "./typed-field.tsx";

interface Props {
  /** The JSON path of the surcharge. */
  path: string;
  surcharge: Surcharge;
  business: Settings["business"];
  services: Settings["services"];
  errors: Record<string, string>;
  change: (surcharge: Surcharge) => void;
  fault: (name: string, text: string) => void;
  remove: () => void;
}

/** One surcharge: what it adds, and when and where. */
export const SurchargeEditor = (props: Props) => {
  const { path, surcharge, errors, change, remove } = props;
  return (
    <div class="page-group" role="group" aria-label={surcharge.label || message.newSurcharge}>
      <div class="page-numbers">
        <Field
          name={`${path}.label`}
          label={message.surchargeLabel}
          maxLength={80}
          autocomplete="off"
          value={surcharge.label}
          error={errors[`${path}.label`]}
          onInput={({ currentTarget }) => change({ ...surcharge, label: currentTarget.value })}
        />
        <AmountControls {...props} />
      </div>
      <ConditionControls {...props} />
      <ServiceChoice {...props} />
      <div class="page-buttons">
        <SwitchField
          name={`${path}.active`}
          label={message.surchargeActive}
          value={surcharge.active}
          change={(active) => change({ ...surcharge, active })}
        />
        <button type="button" class="plain page-danger" onClick={remove}>
          {message.removeSurcharge(surcharge.label)}
        </button>
      </div>
    </div>
  );
};

const AmountControls = ({ path, surcharge, business, errors, change, fault }: Props) => {
  const isPercent = "percent_ppm" in surcharge;
  const { id, label, active, weekdays: days, dates, postal_codes, services } = surcharge;
  const rest = { id, label, active, weekdays: days, dates, postal_codes, services };
  return (
    <>
      <ChoiceField
        name={`${path}.kind`}
        label={message.surchargeKind}
        value={isPercent ? "percent" : "amount"}
        error={undefined}
        choices={Object.entries<string>(message.surchargeKinds)}
        choose={(kind) =>
          change(kind === "percent" ? { ...rest, percent_ppm: 100_000 } : { ...rest, amount_cents: 2_500 })
        }
      />
      {isPercent ? (
        <PercentField
          name={`${path}.percent_ppm`}
          label={message.percent}
          ppm={surcharge.percent_ppm}
          most={1_000_000}
          error={errors[`${path}.percent_ppm`]}
          change={(ppm) => change({ ...rest, percent_ppm: ppm })}
          fault={fault}
        />
      ) : (
        <MoneyField
          name={`${path}.amount_cents`}
          label={message.depositAmount}
          cents={surcharge.amount_cents}
          currency={business.currency}
          locale={business.locale}
          error={errors[`${path}.amount_cents`]}
          change={(cents) => change({ ...rest, amount_cents: cents })}
          fault={fault}
        />
      )}
    </>
  );
};

const ServiceChoice = ({ surcharge, services, change }: Props) => {
  const chosen = surcharge.services ?? [];
  const toggle = (id: string) => {
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    change({ ...surcharge, services: next.length === 0 ? undefined : next });
  };
  // A service that was removed stays in the list, so that the owner can take it out of the surcharge.
  const gone = chosen.filter((id) => !services.some((service) => service.id === id)).map((id) => ({ id, name: id }));
  return (
    <fieldset class="page-bare page-when">
      <legend class="small">{message.forServices}</legend>
      <div class="page-weekdays">
        {[...services, ...gone].map(({ id, name }) => (
          <button type="button" class="plain" key={id} aria-pressed={chosen.includes(id)} onClick={() => toggle(id)}>
            {name}
          </button>
        ))}
      </div>
      {chosen.length === 0 && <p class="small quiet page-hint">{message.anyService}</p>}
    </fieldset>
  );
};

const ConditionControls = ({ path, surcharge, errors, change, fault }: Props) => {
  const chosen = surcharge.weekdays ?? [];
  const toggle = (day: (typeof weekdays)[number]) => {
    const next = weekdays.filter((one) => (one === day ? !chosen.includes(day) : chosen.includes(one)));
    change({ ...surcharge, weekdays: next.length === 0 ? undefined : next });
  };
  return (
    <>
      <fieldset class="page-bare page-when">
        <legend class="small">{message.onDays}</legend>
        <div class="page-weekdays">
          {weekdays.map((day) => (
            <button
              type="button"
              class="plain"
              key={day}
              aria-pressed={chosen.includes(day)}
              onClick={() => toggle(day)}
            >
              {settingsMessage.shortDays[day]}
            </button>
          ))}
        </div>
        {chosen.length === 0 && <p class="small quiet page-hint">{message.anyDay}</p>}
      </fieldset>
      <div class="page-pair">
        <TypedField
          name={`${path}.dates`}
          label={message.onDates}
          hint={message.onDatesHint}
          inputMode="text"
          text={(surcharge.dates ?? []).join(", ")}
          read={(text) => (readList(text).every(isDay) ? { value: readList(text) } : null)}
          wrong={message.dateWrong}
          error={errors[`${path}.dates`]}
          change={(dates) => change({ ...surcharge, dates: dates.length === 0 ? undefined : dates })}
          fault={fault}
        />
        <CodesField
          name={`${path}.postal_codes`}
          label={message.inZip}
          hint={message.inZipHint}
          codes={surcharge.postal_codes ?? []}
          needed={null}
          error={errors[`${path}.postal_codes`]}
          change={(codes) => change({ ...surcharge, postal_codes: codes.length === 0 ? undefined : codes })}
          fault={fault}
        />
      </div>
    </>
  );
};
