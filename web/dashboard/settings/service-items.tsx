import { useRef } from "preact/hooks";
import { Field, FieldError } from "../../shared/field.tsx";
import * as message from "#message/settings.ts";
import { freshName } from "./fresh-name.ts";
import { MoneyField } from "../form/money-field.tsx";
import type { ServiceItem } from "./settings-api.ts";
import type { ServiceEditorProps } from "./service-editor.tsx";

/** The lines that a customer chooses from, each with its price. */
export const ServiceItems = ({ path, service, business, errors, change, fault }: ServiceEditorProps) => {
  const { items, price } = service;
  const list = useRef<HTMLUListElement>(null);
  const set = (next: ServiceItem[]) => change({ ...service, items: next });
  const at = (id: string, part: Partial<ServiceItem>) =>
    set(items.map((item) => (item.id === id ? { ...item, ...part } : item)));
  const add = () => {
    const id = freshName(
      "",
      items.map((item) => item.id),
      "item",
    );
    set([...items, { id, label: "", unit_cents: 0 }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("li:last-child input")?.focus());
  };
  const needed = price.kind === "itemized" && items.length === 0 ? message.itemsNeeded : undefined;
  const error = errors[`${path}.items`] ?? needed;
  return (
    <fieldset class="page-roles">
      <legend class="small">
        {price.kind === "itemized" ? message.items : message.extras}
        {price.kind === "flat" && <span class="quiet"> · {message.extrasMore}</span>}
      </legend>
      <ul class="page-items" ref={list}>
        {items.map((item, index) => {
          const name = `${path}.items.${index}`;
          return (
            <li key={item.id}>
              <Field
                name={`${name}.label`}
                label={message.itemLabel}
                maxLength={80}
                autocomplete="off"
                value={item.label}
                error={errors[`${name}.label`]}
                onInput={({ currentTarget }) => at(item.id, { label: currentTarget.value })}
              />
              <MoneyField
                name={`${name}.unit_cents`}
                label={message.itemPrice}
                cents={item.unit_cents}
                currency={business.currency}
                locale={business.locale}
                error={errors[`${name}.unit_cents`]}
                change={(cents) => at(item.id, { unit_cents: cents })}
                fault={fault}
              />
              <button
                type="button"
                class="page-x"
                aria-label={message.removeItem(item.label)}
                onClick={() => {
                  fault(`${name}.unit_cents`, "");
                  set(items.filter(({ id }) => id !== item.id));
                }}
              >
                ×
              </button>
            </li>
          );
        })}
      </ul>
      <FieldError name={`${path}.items`} error={error} />
      <button type="button" class="plain" onClick={add}>
        {message.addItem}
      </button>
    </fieldset>
  );
};
