import { useMemo } from "preact/hooks";
import { jobTexts } from "../../../domain/job-text.ts";
import type { Job } from "../../../http/api-client.ts";
import { Alternatives } from "../../shared/alternatives.tsx";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field, FieldError } from "../../shared/field.tsx";
import * as contact from "#message/contact-choice.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { AreaField } from "../form/area-field.tsx";
import { JobTextField } from "../form/job-text-field.tsx";
import { bindFields } from "../form/bind-fields.ts";
import { ContactFields } from "../form/contact-fields.tsx";
import { createDayBook } from "./day-book.ts";
import { DayChoice } from "./day-choice.tsx";
import { whenValue } from "./job-draft.ts";
import type { FormName } from "./job-edit-state.ts";
import type { JobEdit } from "./use-job-edit.ts";
import { nextVisit } from "./visit.ts";

interface Props {
  app: AppContext;
  job: Job;
  edit: JobEdit;
  today: string;
}

/** The fields of one form of a job. Each control has the JSON path of its field as its name. */
export const FormFields = ({ name, ...props }: Props & { name: FormName }) => {
  switch (name) {
    case "details":
      return <DetailFields {...props} />;
    case "move":
      return <MoveFields {...props} />;
    case "cancel":
      return <ReasonForm edit={props.edit} lead={message.cancelTells} quick={message.cancelReasons} />;
    case "attempted":
      return <ReasonForm edit={props.edit} lead={message.attemptTells} quick={staff.attemptReasons} />;
  }
};

const DetailFields = ({ app, job, edit }: Props) => {
  const field = bindFields(edit.values, edit.errors, edit.type);
  const off = { autocomplete: "off" } as const;
  return (
    <>
      <Field {...field("customer.name")} {...off} label={message.name} maxLength={80} />
      <div class="two">
        <Field {...field("customer.phone")} {...off} label={message.phone} inputMode="tel" />
        <Field {...field("customer.email")} {...off} label={message.email} inputMode="email" />
      </div>
      <CustomerChoice {...{ app, job, edit }} />
      <Field {...field("location.street")} {...off} label={message.street} maxLength={120} />
      <div class="three">
        <Field {...field("location.city")} {...off} label={message.city} />
        <Field {...field("location.state")} {...off} label={message.state} />
        <Field {...field("location.postal_code")} {...off} label={message.postalCode} />
      </div>
      <AreaField {...field("location.notes")} label={message.access} />
      <ChoiceField
        name="service"
        label={message.service}
        hint={message.serviceStays}
        value={edit.values.service}
        error={edit.errors["service"]}
        choices={serviceChoices(app, job, edit.values.service)}
        choose={(service) => edit.type({ service })}
      />
      {jobTexts.map((text) => (
        <JobTextField key={text} {...field(text)} text={text} />
      ))}
    </>
  );
};

const CustomerChoice = ({ app, job, edit }: Omit<Props, "today">) => {
  const { values, errors } = edit;
  const consent = job.customer?.text_consent ?? null;
  return (
    <ContactFields
      values={{
        contact_by: values["customer.contact_by"],
        language: values["customer.language"],
        text_consent: values["customer.text_consent"],
      }}
      errors={errors}
      set={(change) =>
        edit.type(Object.fromEntries(Object.entries(change).map(([name, value]) => [`customer.${name}`, value])))
      }
      agreed={
        consent === null
          ? undefined
          : contact.agreed(app.format.date(app.format.dayOf(Date.parse(consent.at))), consent.how)
      }
    />
  );
};

/** The active services, and the job's own if it is no longer active. */
const serviceChoices = ({ settings }: AppContext, job: Job, chosen: string): [id: string, name: string][] => {
  const active = settings.services.flatMap(({ id, name, active }): [string, string][] => (active ? [[id, name]] : []));
  return active.some(([id]) => id === chosen) ? active : [[chosen, job.service.name], ...active];
};

const MoveFields = ({ app, job, edit, today }: Props) => {
  const { values, errors } = edit;
  const book = useMemo(() => createDayBook(app.api), [app.api]);
  const visit = nextVisit(job);
  const crews = app.settings.crews.filter(({ id, active }) => active || id === values.crew);
  return (
    <>
      <DayChoice
        {...{ app, book, today }}
        value={values.when}
        now={visit === undefined ? null : whenValue(visit.day, visit.window)}
        choose={(when) => edit.type({ when })}
      />
      <FieldError name="window" error={errors["window"] ?? errors["day"]} />
      <Alternatives
        alternatives={edit.alternatives}
        taken={edit.taken}
        format={app.format}
        choose={({ day, start, end }) => edit.type({ when: whenValue(day, { start, end }) })}
      />
      <ChoiceField
        name="crew"
        label={message.crew}
        value={values.crew}
        error={errors["crew"]}
        choices={[["", staff.unassigned], ...crews.map(({ id, name }) => [id, name] as const)]}
        choose={(crew) => edit.type({ crew })}
      />
    </>
  );
};

const ReasonForm = ({ edit, lead, quick }: { edit: JobEdit; lead: string; quick: string[] }) => (
  <>
    <p class="quiet">{lead}</p>
    <ReasonField edit={edit} />
    <div class="choices">
      {quick.map((reason) => (
        <button type="button" class="plain pill" key={reason} onClick={() => edit.typeReason(reason)}>
          {reason}
        </button>
      ))}
    </div>
  </>
);

const ReasonField = ({ edit }: { edit: JobEdit }) => (
  <Field
    name="reason"
    label={message.reason}
    hint={message.reasonHint}
    value={edit.reason}
    maxLength={300}
    autocomplete="off"
    error={edit.errors["reason"]}
    onInput={({ currentTarget }) => edit.typeReason(currentTarget.value)}
  />
);
