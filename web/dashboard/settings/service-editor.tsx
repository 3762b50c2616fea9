import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/settings.ts";
import * as staff from "#message/staff.ts";
import { MoneyField } from "../form/money-field.tsx";
import { NumberField } from "./number-field.tsx";
import type { Service, Settings } from "./settings-api.ts";
import { ServiceItems } from "./service-items.tsx";
import { SwitchField } from "./switch-field.tsx";

export interface ServiceEditorProps {
  /** `services.0`: where the server looks for it. */
  path: string;
  service: Service;
  business: Settings["business"];
  errors: Record<string, string>;
  change: (service: Service) => void;
  fault: (name: string, text: string) => void;
  remove: () => void;
}

export const ServiceEditor = (props: ServiceEditorProps) => {
  const { path, service, business, errors, change, fault, remove } = props;
  const { price } = service;
  const { currency, locale } = business;
  const set = (part: Partial<Service>) => change({ ...service, ...part });
  const rename = (name: string) => {
    set({ name });
    fault(`${path}.name`, name.trim() === "" ? staff.nameNeeded : "");
  };
  const visits = service.visits.join();
  return (
    <div class="page-inset">
      <div class="page-pair">
        <Field
          name={`${path}.name`}
          label={message.serviceName}
          maxLength={80}
          autocomplete="off"
          value={service.name}
          error={errors[`${path}.name`]}
          onInput={({ currentTarget }) => rename(currentTarget.value)}
        />
        <Field
          name={`${path}.description`}
          label={message.description}
          hint={message.descriptionHint}
          maxLength={300}
          autocomplete="off"
          value={service.description}
          error={errors[`${path}.description`]}
          onInput={({ currentTarget }) => set({ description: currentTarget.value })}
        />
      </div>
      <fieldset class="page-roles">
        <legend class="small">{message.priceKind}</legend>
        <div class="page-two">
          <label class="tile">
            <input
              type="radio"
              name={`${path}.price.kind`}
              checked={price.kind === "flat"}
              onChange={() => set({ price: { kind: "flat", amount_cents: amountOf(price) } })}
            />
            <b>{message.flat}</b>
            <span class="small quiet block">{message.flatMore}</span>
          </label>
          <label class="tile">
            <input
              type="radio"
              name={`${path}.price.kind`}
              checked={price.kind === "itemized"}
              onChange={() => set({ price: { kind: "itemized", minimum_cents: amountOf(price) } })}
            />
            <b>{message.itemized}</b>
            <span class="small quiet block">{message.itemizedMore}</span>
          </label>
        </div>
      </fieldset>
      <MoneyField
        key={price.kind}
        name={`${path}.price.${price.kind === "flat" ? "amount_cents" : "minimum_cents"}`}
        label={price.kind === "flat" ? message.amount : message.minimum}
        cents={amountOf(price)}
        currency={currency}
        locale={locale}
        error={errors[`${path}.price.${price.kind === "flat" ? "amount_cents" : "minimum_cents"}`]}
        change={(cents) =>
          set({
            price:
              price.kind === "flat"
                ? { kind: "flat", amount_cents: cents }
                : { kind: "itemized", minimum_cents: cents },
          })
        }
        fault={fault}
      />
      <ServiceItems {...props} />
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

const amountOf = (price: Service["price"]): number =>
  price.kind === "flat" ? price.amount_cents : price.minimum_cents;
