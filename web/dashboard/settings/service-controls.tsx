import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/settings.ts";
import * as staff from "#message/staff.ts";
import { bindFields } from "../form/bind-fields.ts";
import type { ServiceControlProps } from "./service-editor.tsx";
import type { Service } from "./settings-api.ts";
import { SwitchField } from "./switch-field.tsx";

export const NameControl = ({ path, service, errors, fault, set }: ServiceControlProps) => {
  const name = bindFields(service, errors, set)("name", `${path}.name`);
  return (
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
  );
};

export const DescriptionControl = ({ path, service, errors, set }: ServiceControlProps) => (
  <Field
    {...bindFields(service, errors, set)("description", `${path}.description`)}
    label={message.description}
    hint={message.descriptionHint}
    maxLength={300}
    autocomplete="off"
  />
);

export const WindowControl = ({ path, service, set }: ServiceControlProps) => (
  <SwitchField
    name={`${path}.needs_window`}
    label={message.needsWindow}
    hint={message.needsWindowMore}
    value={service.needs_window}
    change={(needs) => set({ needs_window: needs })}
  />
);

export const VisitsControl = ({ path, service, errors, set }: ServiceControlProps) => {
  // A rental always has a drop-off and a pickup.
  if (service.rental !== null) return null;
  const visits = service.visits.join();
  return (
    <ChoiceField
      name={`${path}.visits`}
      label={message.visits}
      value={visits}
      error={errors[`${path}.visits`]}
      choices={Object.entries({ [visits]: visits.replaceAll(",", ", "), ...message.visitsText })}
      choose={(chosen) => set({ visits: chosen.split(",") as Service["visits"] })}
    />
  );
};
