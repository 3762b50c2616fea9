import { useRef } from "preact/hooks";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field, FieldError } from "../../shared/field.tsx";
import * as message from "#message/price-book.ts";
import * as settingsMessage from "#message/settings.ts";
import { freshName } from "./fresh-name.ts";
import { OptionRow } from "./option-row.tsx";
import type { OptionGroup } from "./settings-api.ts";
import type { ServiceControlProps } from "./service-editor.tsx";
import { SwitchField } from "./switch-field.tsx";

type Kind = OptionGroup["kind"];

/** What customers choose: groups of options, each with its price. */
export const ServiceGroups = (props: ServiceControlProps) => {
  const { path, service, errors, set } = props;
  const { groups, price } = service;
  const add = (kind: Kind) => {
    const id = freshName(
      message.newGroups[kind],
      groups.map((group) => group.id),
      "options",
    );
    set({ groups: [...groups, { id, label: message.newGroups[kind], kind, options: [firstOption(service)] }] });
  };
  const hasChoice = groups.some(({ kind }) => kind === "choice");
  const kinds = kindNames.filter((kind) => kind !== "choice" || !hasChoice);
  const needsOptions = price.kind === "itemized" && !groups.some(({ kind }) => kind !== "add_on");
  return (
    <fieldset class="page-roles">
      <legend class="small">{message.groups}</legend>
      {groups.map((group, at) => (
        <Group
          {...props}
          key={group.id}
          name={`${path}.groups.${at}`}
          group={group}
          mayBeChoice={!hasChoice || group.kind === "choice"}
          change={(next) => set({ groups: groups.map((one) => (one.id === group.id ? next : one)) })}
          drop={() => set({ groups: groups.filter(({ id }) => id !== group.id) })}
        />
      ))}
      <FieldError
        name={`${path}.groups`}
        error={errors[`${path}.groups`] ?? (needsOptions ? settingsMessage.itemsNeeded : undefined)}
      />
      <div class="page-buttons">
        {kinds.map((kind) => (
          <button type="button" class="plain" key={kind} onClick={() => add(kind)}>
            {message.addGroup[kind]}
          </button>
        ))}
      </div>
    </fieldset>
  );
};

const kindNames: Kind[] = ["choice", "quantity", "add_on"];

const firstOption = (service: ServiceControlProps["service"]): OptionGroup["options"][number] => {
  const taken = service.groups.flatMap((group) => group.options.map(({ id }) => id));
  return { id: freshName("", taken, "item"), label: "", unit_cents: 0 };
};

interface GroupProps extends Omit<ServiceControlProps, "change"> {
  /** The JSON path of the group, as in `services.0.groups.1`. */
  name: string;
  group: OptionGroup;
  /** A service has at most one choice. */
  mayBeChoice: boolean;
  change: (group: OptionGroup) => void;
  drop: () => void;
}

const Group = ({ name, group, mayBeChoice, change, drop, ...props }: GroupProps) => {
  const { service, errors, fault } = props;
  const { options, kind, label, allow_not_sure: notSure = false } = group;
  const list = useRef<HTMLUListElement>(null);
  const add = () => {
    change({ ...group, options: [...options, firstOption(service)] });
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("li:last-child input")?.focus());
  };
  return (
    <div class="page-group" role="group" aria-label={label}>
      <div class="page-pair">
        <Field
          name={`${name}.label`}
          label={message.groupLabel}
          maxLength={80}
          autocomplete="off"
          value={label}
          error={errors[`${name}.label`]}
          onInput={({ currentTarget }) => change({ ...group, label: currentTarget.value })}
        />
        <ChoiceField
          name={`${name}.kind`}
          label={message.groupKind}
          value={kind}
          error={errors[`${name}.kind`]}
          choices={kindNames
            .filter((one) => one !== "choice" || mayBeChoice)
            .map((one) => [one, message.kinds[one]] as const)}
          choose={(chosen) => change({ ...group, kind: chosen as Kind })} // one of `kindNames`
        />
      </div>
      <ul class="page-choices" ref={list}>
        {options.map((option, index) => (
          <OptionRow
            {...props}
            key={option.id}
            name={`${name}.options.${index}`}
            kind={kind}
            option={option}
            change={(part) =>
              change({ ...group, options: options.map((one) => (one.id === option.id ? { ...one, ...part } : one)) })
            }
            remove={() => {
              fault(`${name}.options.${index}.unit_cents`, "");
              change({ ...group, options: options.filter(({ id }) => id !== option.id) });
            }}
          />
        ))}
      </ul>
      <FieldError name={`${name}.options`} error={errors[`${name}.options`]} />
      {kind === "choice" && (
        <SwitchField
          name={`${name}.allow_not_sure`}
          label={message.allowNotSure}
          hint={message.allowNotSureMore}
          value={notSure}
          change={(allow) => change({ ...group, allow_not_sure: allow })}
        />
      )}
      <div class="page-buttons">
        <button type="button" class="plain" onClick={add}>
          {message.addOption}
        </button>
        <button type="button" class="plain page-danger" onClick={drop}>
          {message.removeGroup(label)}
        </button>
      </div>
    </div>
  );
};
