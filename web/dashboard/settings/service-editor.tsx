import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/settings.ts";
import * as staff from "#message/staff.ts";
import { bindFields } from "../form/bind-fields.ts";
import { MoneyField } from "../form/money-field.tsx";
import { NumberField } from "./number-field.tsx";
import type { Service, Settings } from "./settings-api.ts";
import { ServiceItems } from "./service-items.tsx";
import { SwitchField } from "./switch-field.tsx";

export interface ServiceEditorProps {
  /** The JSON path of the service, as in `services.0`. */
  path: string;
  service: Service;
  business: Settings["business"];
  errors: Record<string, string>;
  change: (service: Service) => void;
  fault: (name: string, text: string) => void;
  remove: () => void;
}

/** The controls of one service: its name, its price with the items, and how it is booked. */
export const ServiceEditor = (props: ServiceEditorProps) => {
  const { service, change, remove } = props;
  const set = (part: Partial<Service>) => change({ ...service, ...part });
  return (
    <div class="page-inset">
      <NameFields {...props} set={set} />
      <PriceFields {...props} set={set} />
      <ServiceItems {...props} />
      <BookingFields {...props} set={set} />
      <div class="page-buttons">
        <button type="button" class="plain" onClick={() => set({ active: !service.active })}>
          {service.active ? message.hideService : message.showService}
        </button>
        <button type="button" class="plain page-danger" onClick={remove}>
          {message.removeService}
        </button>
        <span class="small quiet">{message.hiddenMore}</span>
      </div>
    </div>
  );
};

interface FieldsProps extends ServiceEditorProps {
  set: (part: Partial<Service>) => void;
}

const NameFields = ({ path, service, errors, fault, set }: FieldsProps) => {
  const field = bindFields(service, errors, set);
  const name = field("name", `${path}.name`);
  return (
    <div class="page-pair">
      <Field
        {...name}
        label={message.serviceName}
        maxLength={80}
        autocomplete="off"
        onInput={(event) => {
          name.onInput(event);
          fault(`${path}.name`, event.currentTarget.value.trim() === "" ? staff.nameNeeded : "");
        }}
      />
      <Field
        {...field("description", `${path}.description`)}
        label={message.description}
        hint={message.descriptionHint}
        maxLength={300}
        autocomplete="off"
      />
    </div>
  );
};

const PriceFields = ({ path, service: { price }, business, errors, fault, set }: FieldsProps) => {
  const cents = amountOf(price);
  const isFlat = price.kind === "flat";
  const name = `${path}.price.${isFlat ? "amount_cents" : "minimum_cents"}`;
  const kinds = [
    { isChosen: isFlat, next: flat(cents), title: message.flat, more: message.flatMore },
    { isChosen: !isFlat, next: itemized(cents), title: message.itemized, more: message.itemizedMore },
  ];
  return (
    <>
      <fieldset class="page-roles">
        <legend class="small">{message.priceKind}</legend>
        <div class="page-two">
          {kinds.map(({ isChosen, next, title, more }) => (
            <label class="tile" key={title}>
              <input
                type="radio"
                name={`${path}.price.kind`}
                checked={isChosen}
                onChange={() => set({ price: next })}
              />
              <b>{title}</b>
              <span class="small quiet block">{more}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <MoneyField
        key={price.kind}
        name={name}
        label={isFlat ? message.amount : message.minimum}
        cents={cents}
        currency={business.currency}
        locale={business.locale}
        error={errors[name]}
        change={(next) => set({ price: isFlat ? flat(next) : itemized(next) })}
        fault={fault}
      />
    </>
  );
};

const BookingFields = ({ path, service, errors, fault, set }: FieldsProps) => {
  const visits = service.visits.join();
  return (
    <>
      <SwitchField
        name={`${path}.needs_window`}
        label={message.needsWindow}
        hint={message.needsWindowMore}
        value={service.needs_window}
        change={(needs) => set({ needs_window: needs })}
      />
      <div class="page-pair">
        <ChoiceField
          name={`${path}.visits`}
          label={message.visits}
          value={visits}
          error={errors[`${path}.visits`]}
          choices={Object.entries({ [visits]: visits.replaceAll(",", ", "), ...message.visitsText })}
          choose={(chosen) => set({ visits: chosen.split(",") as Service["visits"] })}
        />
        <NumberField
          name={`${path}.stock`}
          label={message.stock}
          hint={message.stockHint}
          value={service.stock}
          least={0}
          most={10_000}
          optional
          error={errors[`${path}.stock`]}
          change={(stock) => set({ stock })}
          fault={fault}
        />
      </div>
    </>
  );
};

const flat = (cents: number): Service["price"] => ({ kind: "flat", amount_cents: cents });
const itemized = (cents: number): Service["price"] => ({ kind: "itemized", minimum_cents: cents });

const amountOf = (price: Service["price"]): number =>
  price.kind === "flat" ? price.amount_cents : price.minimum_cents;
