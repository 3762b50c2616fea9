import { useState } from "preact/hooks";
import * as message from "#message/integrations.ts";
import * as staff from "#message/staff.ts";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field } from "../../shared/field.tsx";
import type { FieldErrors } from "../form/form-state.ts";
import { FormEnd } from "../form/form-end.tsx";
import { useForm } from "../form/use-form.ts";
import type { Calendar } from "./integrations-api.ts";
import type { IntegrationsContext } from "./integrations-page.tsx";
import { PartCard } from "./part-card.tsx";
import { RevocableRow } from "./revocable-row.tsx";
import { SecretOnce } from "./secret-once.tsx";
import { useFocusForm } from "./use-focus-form.ts";

interface Props {
  context: IntegrationsContext;
}

/** The calendars that show visits in a calendar program. */
export const CalendarsPart = ({ context }: Props) => {
  const { calendars, crews, api, change, momentText, onNotify } = context;
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<{ name: string; url: string } | null>(null);
  const crewName = (id: string | null) =>
    id === null ? message.allCrews : (crews.find((crew) => crew.id === id)?.name ?? message.goneCrew(id));
  return (
    <>
      {made !== null && (
        <SecretOnce
          key={made.url}
          name={made.name}
          label={message.calendarSecret}
          secret={made.url}
          more={message.calendarOnce}
          close={() => setMade(null)}
        />
      )}
      <PartCard
        id="int-calendars"
        title={message.parts.calendars}
        lead={message.calendarsLead}
        add={isAdding ? null : { label: message.addCalendar, open: () => setAdding(true), isNext: made === null }}
      >
        {isAdding && (
          <CalendarForm
            context={context}
            close={() => setAdding(false)}
            added={(calendar, url) => {
              setAdding(false);
              setMade({ name: calendar.name, url });
            }}
          />
        )}
        {calendars.length === 0 && !isAdding && <p class="int-none">{message.noCalendars}</p>}
        {calendars.length > 0 && (
          <ul class="page-list page-flush">
            {calendars.map(({ id, name, crew, details, created_at, created_by, last_used }) => (
              <RevocableRow
                key={id}
                label={message.revokeCalendar(name)}
                more={message.revokeCalendarMore}
                revoke={() => api.revokeCalendar({ id })}
                revoked={() => {
                  change((now) => ({ calendars: now.calendars.filter((one) => one.id !== id) }));
                  onNotify(message.calendarRevoked(name));
                }}
              >
                <b>{name}</b>
                <span class="small block">
                  {crewName(crew)} · {message.details[details].title}
                </span>
                <span class="small quiet block">
                  {last_used === null ? message.neverUsed : message.lastUsed(momentText(last_used))} ·{" "}
                  {message.madeBy(created_by, momentText(created_at))}
                </span>
              </RevocableRow>
            ))}
          </ul>
        )}
        <p class="note small int-late">{message.calendarsLate}</p>
      </PartCard>
    </>
  );
};

interface FormProps extends Props {
  close: () => void;
  added: (calendar: Calendar, url: string) => void;
}

const empty: { name: string; crew: string; details: Calendar["details"] } = { name: "", crew: "", details: "minimal" };

const CalendarForm = ({ context: { api, crews, change }, close, added }: FormProps) => {
  const form = useForm({
    initial: empty,
    check: ({ name }): FieldErrors => (name.trim() === "" ? { name: staff.nameNeeded } : {}),
    send: ({ name, crew, details }) =>
      api.createCalendar({ body: { name: name.trim(), crew: crew === "" ? null : crew, details } }),
    saved: (made) => {
      const { secret: _secret, url, ...calendar } = made;
      change((now) => ({ calendars: [calendar, ...now.calendars] }));
      added(calendar, url);
    },
  });
  const { values, errors, set, element } = form;
  useFocusForm(element);
  return (
    <form class="int-form" ref={element} onSubmit={form.submit} noValidate aria-label={message.addCalendar}>
      <div class="page-pair">
        <Field
          name="name"
          label={message.calendarName}
          hint={message.calendarExample}
          maxLength={80}
          autocomplete="off"
          value={values.name}
          error={errors["name"]}
          onInput={({ currentTarget }) => set({ name: currentTarget.value })}
        />
        <ChoiceField
          name="crew"
          label={message.visitsOf}
          error={errors["crew"]}
          value={values.crew}
          choices={[["", message.allCrews], ...crews.map(({ id, name }) => [id, name] as const)]}
          choose={(crew) => set({ crew })}
        />
      </div>
      <fieldset class="int-tiles">
        <legend class="small">{message.detailsLabel}</legend>
        <div class="page-two">
          {(["minimal", "full"] as const).map((details) => (
            <label key={details} class="tile">
              <input
                type="radio"
                name="details"
                value={details}
                checked={values.details === details}
                onChange={() => set({ details })}
              />
              <b>{message.details[details].title}</b>
              <span class="small quiet block">{message.details[details].more}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <FormEnd form={form} send={message.makeCalendar} close={close} />
    </form>
  );
};
