import type { ComponentType } from "preact";
import { useRef } from "preact/hooks";
import { Field, FieldError } from "../../shared/field.tsx";
import * as message from "#message/settings.ts";
import { freshName } from "./fresh-name.ts";
import { MoneyField } from "../form/money-field.tsx";
import type { Option, OptionGroup } from "./settings-api.ts";
import type { ServiceControlProps } from "./service-editor.tsx";

/** The options that a customer chooses from, each with its price. */
export const ServiceGroups = (props: ServiceControlProps) => {
  const { path, service, errors, set } = props;
  const { groups, price } = service;
  const shown: OptionGroup[] =
    groups.length === 0 ? [{ id: "items", label: message.items, kind: "quantity", options: [] }] : groups;
  const setGroup = (at: number, options: Option[]) =>
    set({ groups: shown.toSpliced(at, 1, ...shown.slice(at, at + 1).map((group) => ({ ...group, options }))) });
  const needed = price.kind === "itemized" && groups.length === 0 ? message.itemsNeeded : undefined;
  return (
    <>
      {shown.map((group, at) => (
        <Group
          {...props}
          key={group.id}
          name={`${path}.groups.${at}`}
          group={group}
          setOptions={(options) => setGroup(at, options)}
        />
      ))}
      <FieldError name={`${path}.groups`} error={errors[`${path}.groups`] ?? needed} />
    </>
  );
};

interface GroupProps extends ServiceControlProps {
  /** The JSON path of the group, as in `services.0.groups.1`. */
  name: string;
  group: OptionGroup;
  setOptions: (options: Option[]) => void;
}

const Group = ({ name, group, setOptions, ...props }: GroupProps) => {
  const { service, errors, fault } = props;
  const { options } = group;
  const list = useRef<HTMLUListElement>(null);
  const add = () => {
    const taken = service.groups.flatMap((one) => one.options.map(({ id }) => id));
    setOptions([...options, { id: freshName("", taken, "item"), label: "", unit_cents: 0 }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("li:last-child input")?.focus());
  };
  return (
    <fieldset class="page-roles">
      <legend class="small">
        {group.label}
        {service.price.kind === "flat" && <span class="quiet"> · {message.extrasMore}</span>}
      </legend>
      <ul class="page-items" ref={list}>
        {options.map((item, index) => (
          <Item
            {...props}
            key={item.id}
            name={`${name}.options.${index}`}
            item={item}
            change={(part) => setOptions(options.map((one) => (one.id === item.id ? { ...one, ...part } : one)))}
            remove={() => {
              fault(`${name}.options.${index}.unit_cents`, "");
              setOptions(options.filter(({ id }) => id !== item.id));
            }}
          />
        ))}
      </ul>
      <FieldError name={`${name}.options`} error={errors[`${name}.options`]} />
      <button type="button" class="plain" onClick={add}>
        {message.addItem}
      </button>
    </fieldset>
  );
};

interface ItemProps extends Pick<ServiceControlProps, "business" | "errors" | "fault" | "remove"> {
  /** The JSON path of the item, as in `services.0.groups.0.options.1`. */
  name: string;
  item: Option;
  change: (part: Partial<Option>) => void;
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

const controls: Record<"label" | "unit_cents", ComponentType<ItemProps>> = {
  label: LabelControl,
  unit_cents: PriceControl,
};
