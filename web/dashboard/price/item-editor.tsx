import type { Settings } from "../../../http/api-client.ts";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { FieldError } from "../../shared/field.tsx";
import * as message from "#message/price.ts";
import type { AppContext } from "../app-context.ts";
import type { FieldErrors } from "../form/form-state.ts";
import { withChoice, type DraftItems } from "./price-draft.ts";

type Service = Settings["services"][number];

interface Props {
  app: AppContext;
  service: Service;
  items: DraftItems;
  currency: string;
  errors: FieldErrors;
  set: (items: DraftItems) => void;
}

/** What a service can have: one option of each choice, and how many of the others. */
export const ItemEditor = ({ service, errors, ...props }: Props) => (
  <div class="item-editor">
    {service.groups.map((group) =>
      group.kind === "choice" ? (
        <Choice key={group.id} {...props} group={group} />
      ) : (
        <Counts key={group.id} {...props} group={group} />
      ),
    )}
    <FieldError name="items" error={errors["items"] ?? firstOf(errors)} />
  </div>
);

interface GroupProps extends Omit<Props, "service" | "errors"> {
  group: Service["groups"][number];
}

const Choice = ({ app, group, items, currency, set }: GroupProps) => (
  <ChoiceField
    name={`items.${group.id}`}
    label={group.label}
    value={group.options.find(({ id }) => Number(items[id] ?? "") > 0)?.id ?? ""}
    error={undefined}
    choices={[
      ["", message.choose] as const,
      ...group.options.map(
        ({ id, label, unit_cents: cents }) => [id, `${label}, ${app.format.money(cents, currency)}`] as const,
      ),
    ]}
    choose={(id) => set(withChoice(items, group, id))}
  />
);

const Counts = ({ app, group, items, currency, set }: GroupProps) => (
  <ul class="items" aria-label={group.label}>
    {group.options.map(({ id, label, unit_cents: cents }) => (
      <li key={id}>
        <label>
          <span>{label}</span> <span class="quiet num">{app.format.money(cents, currency)}</span>
          <input
            class="box"
            name={`items.${id}`}
            inputMode="decimal"
            autocomplete="off"
            placeholder="0"
            aria-label={message.howMany(label)}
            value={items[id] ?? ""}
            onInput={({ currentTarget }) => set({ ...items, [id]: currentTarget.value })}
          />
        </label>
      </li>
    ))}
  </ul>
);

/** The server names an item by its place among those that were sent. */
const firstOf = (errors: FieldErrors): string | undefined =>
  Object.entries(errors).find(([name]) => name.startsWith("items."))?.[1];
