import { officeEvents } from "../../../domain/message/event.ts";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/team.ts";
import type { FieldErrors } from "../form/form-state.ts";
import type { Reach } from "./reach.ts";

interface Props {
  value: Reach;
  errors: FieldErrors;
  /** Crews hear of their stops on their own page, so they have no alerts. */
  hasAlerts: boolean;
  change: (change: Partial<Reach>) => void;
}

/** The phone and email of a person, and how they hear of each office event. */
export const ReachFields = ({ value, errors, hasAlerts, change }: Props) => (
  <>
    <div class="page-pair">
      <Field
        name="phone"
        label={message.phone}
        hint={message.phoneHint}
        inputMode="tel"
        autocomplete="off"
        value={value.phone}
        error={errors["phone"]}
        onInput={({ currentTarget }) => change({ phone: currentTarget.value })}
      />
      <Field
        name="email"
        label={message.email}
        hint={message.emailHint}
        inputMode="email"
        autocomplete="off"
        value={value.email}
        error={errors["email"]}
        onInput={({ currentTarget }) => change({ email: currentTarget.value })}
      />
    </div>
    {hasAlerts && (
      <details class="people-alerts">
        <summary>{message.alerts}</summary>
        <p class="small quiet">{message.alertsMore}</p>
        <div class="page-pair">
          {officeEvents.map((event) => (
            <ChoiceField
              key={event}
              name={`alerts.${event}`}
              label={message.alertNames[event]}
              value={value.alerts[event]}
              error={errors[`alerts.${event}`]}
              choices={ways.map((way) => [way, message.alertWays[way]] as const)}
              choose={(way) =>
                change({ alerts: { ...value.alerts, [event]: ways.find((one) => one === way) ?? "none" } })
              }
            />
          ))}
        </div>
      </details>
    )}
  </>
);

const ways = ["text", "email", "none"] as const;
