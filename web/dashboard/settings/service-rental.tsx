import type { ComponentType } from "preact";
import { ChoiceField } from "../../shared/choice-field.tsx";
import * as message from "#message/price-book.ts";
import { MoneyField } from "../form/money-field.tsx";
import { readMoney, symbolOf, writeMoney } from "../form/money-text.ts";
import { Controls, type ControlTable } from "./controls.tsx";
import { NumberField } from "./number-field.tsx";
import { readTons } from "./number-text.ts";
import type { ServiceControlProps } from "./service-editor.tsx";
import type { RentalRules } from "./settings-api.ts";
import { SwitchField } from "./switch-field.tsx";
import { orEmpty, typed, TypedField } from "./typed-field.tsx";
import { useEquipmentTypes } from "./use-equipment-types.ts";

/** Whether the unit stays with the customer, and what that includes and costs. */
export const RentalControl = (props: ServiceControlProps) => {
  const { path, service, set } = props;
  const { rental } = service;
  const setRules = (part: Partial<RentalRules>) => set({ rental: { ...usualRules, ...rental, ...part } });
  return (
    <fieldset class="page-roles">
      <SwitchField
        name={`${path}.rental`}
        label={message.rental}
        hint={message.rentalMore}
        value={rental !== null}
        change={(on) =>
          set(
            on
              ? { rental: { ...usualRules, equipment_type: service.id }, visits: ["drop_off", "pickup"] }
              : { rental: null, visits: ["service"] },
          )
        }
      />
      {rental !== null && <Controls table={controls} props={{ ...props, rental, setRules }} />}
    </fieldset>
  );
};

const usualRules: RentalRules = {
  equipment_type: "",
  included_days: 7,
  extra_day_cents: 2_500,
  included_tons: 2,
  extra_ton_cents: 6_500,
  max_days: 30,
  pickup: "on_request",
  swap: "exchange",
  swap_cents: null,
  count_delivery_day: false,
};

interface RuleProps extends ServiceControlProps {
  rental: RentalRules;
  setRules: (part: Partial<RentalRules>) => void;
}

/** The types of the Rentals page. A type that the list lacks stays chosen until the owner chooses another. */
const EquipmentControl = ({ api, path, rental, errors, setRules }: RuleProps) => {
  const types = useEquipmentTypes(api);
  const { equipment_type: chosen } = rental;
  const isListed = types.some(([id]) => id === chosen);
  return (
    <ChoiceField
      name={`${path}.rental.equipment_type`}
      label={message.rentalFields.equipment_type}
      hint={message.equipmentHint}
      value={chosen}
      error={errors[`${path}.rental.equipment_type`]}
      choices={isListed ? types : [[chosen, chosen === "" ? message.chooseEquipment : chosen], ...types]}
      choose={(type) => setRules({ equipment_type: type })}
    />
  );
};

type DayKey = "included_days" | "max_days";
const daysControl =
  (key: DayKey): ComponentType<RuleProps> =>
  ({ path, rental, errors, fault, setRules }) => (
    <NumberField
      name={`${path}.rental.${key}`}
      label={message.rentalFields[key]}
      value={rental[key]}
      least={1}
      most={62}
      error={errors[`${path}.rental.${key}`]}
      change={(days) => setRules({ [key]: days ?? 1 })}
      fault={fault}
    />
  );

type MoneyKey = "extra_day_cents" | "extra_ton_cents";
const moneyControl =
  (key: MoneyKey): ComponentType<RuleProps> =>
  ({ path, rental, business, errors, fault, setRules }) => (
    <MoneyField
      name={`${path}.rental.${key}`}
      label={message.rentalFields[key]}
      cents={rental[key]}
      currency={business.currency}
      locale={business.locale}
      error={errors[`${path}.rental.${key}`]}
      change={(cents) => setRules({ [key]: cents })}
      fault={fault}
    />
  );

const TonsControl = ({ path, rental, errors, fault, setRules }: RuleProps) => (
  <TypedField
    name={`${path}.rental.included_tons`}
    label={message.rentalFields.included_tons}
    text={String(rental.included_tons)}
    read={(text) => typed(readTons(text))}
    wrong={message.decimalWrong}
    error={errors[`${path}.rental.included_tons`]}
    change={(tons) => setRules({ included_tons: tons })}
    fault={fault}
  />
);

const choiceControl = <K extends "pickup" | "swap">(
  key: K,
  texts: Record<RentalRules[K], string>,
): ComponentType<RuleProps> =>
  function Choice({ path, rental, errors, setRules }) {
    return (
      <ChoiceField
        name={`${path}.rental.${key}`}
        label={message.rentalFields[key]}
        value={rental[key]}
        error={errors[`${path}.rental.${key}`]}
        choices={Object.entries<string>(texts)}
        choose={(chosen) => setRules({ [key]: chosen })}
      />
    );
  };

const SwapPriceControl = ({ path, rental, business, errors, fault, setRules }: RuleProps) => {
  const { currency, locale } = business;
  if (rental.swap === "none") return null;
  return (
    <TypedField<number | null>
      name={`${path}.rental.swap_cents`}
      label={message.rentalFields.swap_cents}
      hint={message.swapHint}
      sign={symbolOf(currency, locale)}
      text={rental.swap_cents === null ? "" : writeMoney(rental.swap_cents, currency, locale)}
      read={orEmpty((text) => readMoney(text, currency, locale))}
      wrong={message.moneyOrEmpty(writeMoney(40_000, currency, locale))}
      error={errors[`${path}.rental.swap_cents`]}
      change={(cents) => setRules({ swap_cents: cents })}
      fault={fault}
    />
  );
};

const DeliveryDayControl = ({ path, rental, setRules }: RuleProps) => (
  <SwitchField
    name={`${path}.rental.count_delivery_day`}
    label={message.rentalFields.count_delivery_day}
    value={rental.count_delivery_day}
    change={(counts) => setRules({ count_delivery_day: counts })}
  />
);

const controls: ControlTable<keyof RentalRules, RuleProps> = {
  equipment_type: { width: "full", Show: EquipmentControl },
  included_days: { width: "half", Show: daysControl("included_days") },
  extra_day_cents: { width: "half", Show: moneyControl("extra_day_cents") },
  included_tons: { width: "half", Show: TonsControl },
  extra_ton_cents: { width: "half", Show: moneyControl("extra_ton_cents") },
  max_days: { width: "half", Show: daysControl("max_days") },
  pickup: { width: "half", Show: choiceControl("pickup", message.pickups) },
  swap: { width: "half", Show: choiceControl("swap", message.swaps) },
  swap_cents: { width: "half", Show: SwapPriceControl },
  count_delivery_day: { width: "full", Show: DeliveryDayControl },
};
