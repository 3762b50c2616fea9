import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import { jobTexts, textRule, type JobText } from "../../../domain/job-text.ts";
import { Alternatives } from "../../shared/alternatives.tsx";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field, FieldError, LabelledControl } from "../../shared/field.tsx";
import type { TextOptions } from "./text-options.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { createDayBook } from "./day-book.ts";
import { DayChoice } from "./day-choice.tsx";
import { whenValue, type FieldName } from "./job-draft.ts";
import { PricePanel } from "./price-panel.tsx";
import type { JobEdit } from "./use-job-edit.ts";
import { nextVisit } from "./visit.ts";

/** What is open of a job's form. Controls are named by their JSON path; what was typed survives everything but Discard. */
export const JobForm = ({ app, job, edit, today }: { app: AppContext; job: Job; edit: JobEdit; today: string }) => {
  const { panel, values, errors } = edit;
  const form = useRef<HTMLFormElement>(null);
  const book = useMemo(() => createDayBook(app.api), [app.api]);
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>("input:not([type=radio]), input:checked, textarea, select")?.focus();
  }, [panel]);
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-alternative]")?.focus();
  }, [errors, edit.alternatives]);
  if (panel === null) return null;
  const text = (name: FieldName, label: string, more: TextOptions = {}) => (
    <Field
      name={name}
      label={label}
      value={values[name]}
      error={errors[name]}
      autocomplete="off"
      onInput={({ currentTarget }) => edit.type({ [name]: currentTarget.value })}
      {...more}
    />
  );
  const area = (name: FieldName, label: string, { hint, maxLength = 1000 }: TextOptions = {}) => (
    <LabelledControl name={name} label={label} hint={hint} error={errors[name]}>
      <textarea
        class="box"
        name={name}
        aria-invalid={errors[name] ? "true" : undefined}
        aria-describedby={errors[name] && `${name}-error`}
        rows={2}
        maxLength={maxLength}
        value={values[name]}
        onInput={({ currentTarget }) => edit.type({ [name]: currentTarget.value })}
      />
    </LabelledControl>
  );
  const jobText = (name: JobText) => {
    const { kind, max: maxLength } = textRule(name);
    const { label, hint } = staff.jobTexts[name];
    return (kind === "line" ? text : area)(name, label, { hint, maxLength });
  };
  const reason = (quick: string[]) => (
    <>
      <Field
        name="reason"
        label={message.reason}
        hint={message.reasonHint}
        value={edit.reason}
        maxLength={300}
        autocomplete="off"
        error={errors["reason"]}
        onInput={({ currentTarget }) => edit.typeReason(currentTarget.value)}
      />
      {quick.length > 0 && (
        <div class="choices">
          {quick.map((one) => (
            <button type="button" class="plain pill" key={one} onClick={() => edit.typeReason(one)}>
              {one}
            </button>
          ))}
        </div>
      )}
    </>
  );
  const active = app.settings.services.filter((service) => service.active);
  const services = active.some(({ id }) => id === values.service)
    ? active
    : [{ id: values.service, name: job.service.name }, ...active];
  const crews = app.settings.crews.filter(({ id, active }) => active || id === values.crew);
  return (
    <form
      ref={form}
      class="panel-form"
      aria-labelledby="panel-title"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        edit.save();
      }}
    >
      <h3 id="panel-title">{message.panels[panel]}</h3>
      {panel === "details" && (
        <>
          {text("customer.name", message.name, { maxLength: 80 })}
          <div class="two">
            {text("customer.phone", message.phone, { inputMode: "tel" })}
            {text("customer.email", message.email, { inputMode: "email" })}
          </div>
          {text("location.street", message.street, { maxLength: 120 })}
          <div class="three">
            {text("location.city", message.city)}
            {text("location.state", message.state)}
            {text("location.postal_code", message.postalCode)}
          </div>
          {area("location.notes", message.access)}
          <ChoiceField
            name="service"
            label={message.service}
            hint={message.serviceStays}
            value={values.service}
            error={errors["service"]}
            choices={services.map(({ id, name }) => [id, name])}
            choose={(service) => edit.type({ service })}
          />
          {jobTexts.map((name) => jobText(name))}
        </>
      )}
      {panel === "move" && (
        <>
          <DayChoice
            {...{ app, book, today }}
            value={values.when}
            now={whenNow(job)}
            choose={(when) => edit.type({ when })}
          />
          <FieldError name="window" error={errors["window"] ?? errors["day"]} />
          <Alternatives
            alternatives={edit.alternatives}
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
      )}
      {panel === "price" && (
        <>
          <PricePanel app={app} value={values.price} errors={errors} change={(price) => edit.type({ price })} />
          {reason([])}
        </>
      )}
      {panel === "cancel" && (
        <>
          <p class="quiet">{message.cancelTells}</p>
          {reason(message.cancelReasons)}
        </>
      )}
      {panel === "attempted" && (
        <>
          <p class="quiet">{message.attemptTells}</p>
          {reason(staff.attemptReasons)}
        </>
      )}
      <p class="error" role="alert">
        {edit.trouble}
      </p>
      {edit.lines.some(({ mine }) => mine !== null) && (
        <p class="panel-hint">
          {message.conflictAbove(edit.who?.name ?? staff.someone)}{" "}
          <button type="button" class="bare" onClick={edit.ask}>
            {message.seeConflict}
          </button>
        </p>
      )}
      <div class="panel-acts">
        <button type="submit" class={panel === "cancel" ? "plain danger" : "orange"} aria-disabled={edit.busy}>
          {edit.busy ? staff.saving : panel === "cancel" ? message.cancelJob : staff.save}
        </button>
        <button type="button" class="plain" onClick={edit.discard}>
          {message.discard}
        </button>
      </div>
    </form>
  );
};

const whenNow = (job: Job): string | null => {
  const visit = nextVisit(job);
  return visit === undefined ? null : whenValue(visit.day, visit.window);
};
