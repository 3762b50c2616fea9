import { useMemo } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import { Alternatives } from "../../shared/alternatives.tsx";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field, FieldError } from "../../shared/field.tsx";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { TellThem } from "../tell/tell-them.tsx";
import { DayChoice } from "./day-choice.tsx";
import { createDayBook } from "./day-book.ts";
import { whenValue } from "./job-draft.ts";
import type { JobActions } from "./use-job-actions.ts";
import { useFreeUnits } from "./use-free-units.ts";
import { useVisitForm, type VisitForm as Form } from "./use-visit-form.ts";
import type { Visit } from "./visit.ts";

export interface VisitFormProps {
  app: AppContext;
  job: Job;
  actions: JobActions;
  today: string;
  /** The visit to change; null to add a swap. */
  visit: Visit | null;
  close: () => void;
}

/** Changes the day, window, crew, unit and note of one visit, or adds a swap with them. */
export const VisitForm = (props: VisitFormProps) => {
  const { app, visit, today, close } = props;
  const book = useMemo(() => createDayBook(app.api), [app.api]);
  const form = useVisitForm(props);
  const { draft, errors, set } = form;
  const crews = app.settings.crews.filter(({ id, active }) => active || id === draft.crew);
  return (
    <form
      ref={form.element}
      class="panel-form visit-form"
      noValidate
      aria-label={visit === null ? message.addSwap : message.changeVisit(message.kindsInText[visit.kind])}
      onSubmit={form.send}
    >
      <DayChoice
        {...{ app, book, today }}
        value={draft.when}
        now={visit === null ? null : whenValue(visit.day, visit.window)}
        choose={(when) => set({ when })}
      />
      <FieldError name="window" error={errors["window"] ?? errors["day"]} />
      <Alternatives
        alternatives={form.alternatives}
        taken={form.taken}
        format={app.format}
        choose={({ day, start, end }) => set({ when: whenValue(day, { start, end }) })}
      />
      <div class="two">
        <ChoiceField
          name="visit.crew"
          label={message.crew}
          value={draft.crew}
          error={errors["crew"]}
          choices={[["", staff.unassigned], ...crews.map(({ id, name }) => [id, name] as const)]}
          choose={(crew) => set({ crew })}
        />
        <UnitField {...props} form={form} />
      </div>
      <Field
        name="visit.note"
        label={message.visitNote}
        hint={message.visitNoteHint}
        value={draft.note}
        maxLength={300}
        autocomplete="off"
        error={errors["note"]}
        onInput={({ currentTarget }) => set({ note: currentTarget.value })}
      />
      <p class="error" role="alert">
        {form.trouble}
      </p>
      <TellThem app={app} name={props.job.customer?.name} tell={form.tell} />
      <div class="panel-acts">
        <button type="submit" class="orange" aria-disabled={form.busy}>
          {form.busy ? staff.saving : visit === null ? message.addSwap : staff.save}
        </button>
        <button type="button" class="plain" onClick={close}>
          {message.back}
        </button>
      </div>
    </form>
  );
};

/** The unit that the visit brings. A pickup brings none. */
const UnitField = ({ app, job, visit, form: { draft, errors, set } }: VisitFormProps & { form: Form }) => {
  const isDelivery = visit === null || visit.kind === "drop_off" || visit.kind === "swap";
  const units = useFreeUnits(app, isDelivery ? (job.rental?.equipment_type ?? null) : null);
  if (!isDelivery || job.rental === undefined) return null;
  const shown = draft.unit === "" || units.includes(draft.unit) ? units : [draft.unit, ...units];
  return (
    <ChoiceField
      name="visit.unit"
      label={message.unit}
      value={draft.unit}
      error={errors["unit"]}
      choices={[["", message.unitLater], ...shown.map((id) => [id, id] as const)]}
      choose={(unit) => set({ unit })}
    />
  );
};
