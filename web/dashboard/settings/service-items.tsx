import type { ComponentType } from "preact";
import { useRef } from "preact/hooks";
import { Field, FieldError } from "../../shared/field.tsx";
import * as message from "#message/settings.ts";
import { freshName } from "./fresh-name.ts";
import { MoneyField } from "../form/money-field.tsx";
import type { ServiceItem } from "./settings-api.ts";
import type { ServiceControlProps } from "./service-editor.tsx";

/** The lines that a customer chooses from, each with its price. */
export const ServiceItems = (props: ServiceControlProps) => {
  const { path, service, errors, fault, set } = props;
  const { items, price } = service;
  const list = useRef<HTMLUListElement>(null);
  const setItems = (next: ServiceItem[]) => set({ items: next });
  const add = () => {
    const id = freshName(
      "",
      items.map((item) => item.id),
      "item",
    );
    setItems([...items, { id, label: "", unit_cents: 0 }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("li:last-child input")?.focus());
  };
  const needed = price.kind === "itemized" && items.length === 0 ? message.itemsNeeded : undefined;
  return (
    <fieldset class="page-roles">
      <legend class="small">
        {price.kind === "itemized" ? message.items : message.extras}
        {price.kind === "flat" && <span class="quiet"> · {message.extrasMore}</span>}
      </legend>
      <ul class="page-items" ref={list}>
        {items.map((item, index) => (
          <Item
            {...props}
            key={item.id}
            name={`${path}.items.${index}`}
            item={item}
            change={(part) => setItems(items.map((one) => (one.id === item.id ? { ...one, ...part } : one)))}
            remove={() => {
              fault(`${path}.items.${index}.unit_cents`, "");
              setItems(items.filter(({ id }) => id !== item.id));
            }}
          />
        ))}
      </ul>
      <FieldError name={`${path}.items`} error={errors[`${path}.items`] ?? needed} />
      <button type="button" class="plain" onClick={add}>
        {message.addItem}
      </button>
    </fieldset>
  );
};

interface ItemProps extends Pick<ServiceControlProps, "business" | "errors" | "fault" | "remove"> {
  /** The JSON path of the item, as in `services.0.items.1`. */
  name: string;
  item: ServiceItem;
  change: (part: Partial<ServiceItem>) => void;
}

const Item = (props: ItemProps) => (
  <li>
    {Object.entries(controls).map(([key, Control]) => (
      <Control key={key} {...props} />
    ))}
    <button
      type="button"
      class="page-x"
      aria-label={message.removeItem(props.item.label)}
      onClick={() => props.remove()}
    >
      ×
    </button>
  </li>
);

const LabelControl = ({ name, item, errors, change }: ItemProps) => (
  <Field
    name={`${name}.label`}
    label={message.itemLabel}
    maxLength={80}
    autocomplete="off"
    value={item.label}
    error={errors[`${name}.label`]}
    onInput={({ currentTarget }) => change({ label: currentTarget.value })}
  />
);

const PriceControl = ({ name, item, business, errors, change, fault }: ItemProps) => (
  <MoneyField
    name={`${name}.unit_cents`}
    label={message.itemPrice}
    cents={item.unit_cents}
    currency={business.currency}
    locale={business.locale}
    error={errors[`${name}.unit_cents`]}
    change={(cents) => change({ unit_cents: cents })}
    fault={fault}
  />
);

const controls: Record<Exclude<keyof ServiceItem, "id">, ComponentType<ItemProps>> = {
  label: LabelControl,
  unit_cents: PriceControl,
};
