import type { Settings } from "../../../http/api-client.ts";
import { ChoiceField } from "../../shared/choice-field.tsx";
import * as message from "#message/new-job.ts";
import type { AppContext } from "../app-context.ts";
import { serviceOf } from "./new-job-draft.ts";
import type { NewJobForm } from "./use-new-job.ts";

type Group = Settings["services"][number]["groups"][number];

interface Props {
  app: AppContext;
  form: NewJobForm;
}

/** What the customer chooses of a service: one load, and how many of each other option. */
export const ItemFields = ({ app, form }: Props) => (
  <>
    {serviceOf(form.draft, app.settings)?.groups.map((group) =>
      group.kind === "choice" ? (
        <ChoiceGroup key={group.id} {...{ app, form, group }} />
      ) : (
        <QuantityGroup key={group.id} {...{ app, form, group }} />
      ),
    )}
  </>
);

/** The value of "not sure" among the options, which have ids. */
const notSure = "?";

const ChoiceGroup = ({ app: { format, settings }, form: { draft, set }, group }: Props & { group: Group }) => {
  const { id, label, options } = group;
  const chosen = options.find((option) => draft.items[option.id] === "1")?.id ?? "";
  const choose = (value: string) => {
    const others = Object.entries(draft.items).filter(([item]) => !options.some((option) => option.id === item));
    set({
      items: { ...Object.fromEntries(others), ...(value === "" || value === notSure ? {} : { [value]: "1" }) },
      not_sure: [...draft.not_sure.filter((one) => one !== id), ...(value === notSure ? [id] : [])],
    });
  };
  const money = (cents: number) => format.money(cents, settings.business.currency);
  return (
    <ChoiceField
      name={`choice.${id}`}
      label={label}
      error={undefined}
      value={draft.not_sure.includes(id) ? notSure : chosen}
      choices={[
        ["", message.chooseOne] as const,
        ...options.map((option) => [option.id, `${option.label} · ${money(option.unit_cents)}`] as const),
        ...(group.allow_not_sure === true ? [[notSure, message.notSure] as const] : []),
      ]}
      choose={choose}
    />
  );
};

const QuantityGroup = ({ app, form: { draft, set }, group }: Props & { group: Group }) => (
  <ul class="items" aria-label={group.label}>
    {group.options.map(({ id, label, unit_cents: unit }) => (
      <li key={id}>
        <label>
          <span>{label}</span> <span class="quiet num">{app.format.money(unit, app.settings.business.currency)}</span>
          <input
            class="box"
            name={`items.${id}`}
            type="number"
            min="0"
            step="any"
            inputMode="decimal"
            placeholder="0"
            aria-label={message.howMany(label)}
            value={draft.items[id] ?? ""}
            onInput={({ currentTarget }) => set({ items: { ...draft.items, [id]: currentTarget.value } })}
          />
        </label>
      </li>
    ))}
  </ul>
);
