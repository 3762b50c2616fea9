import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/new-job.ts";
import type { AppContext } from "../app-context.ts";
import { DayChoice } from "../job/day-choice.tsx";
import { whenValue } from "../job/job-draft.ts";
import { useFreeUnits } from "../job/use-free-units.ts";
import { daysOf, dueDayOf, serviceOf } from "./new-job-draft.ts";
import type { NewJobForm } from "./use-new-job.ts";

interface Props {
  app: AppContext;
  form: NewJobForm;
  today: string;
}

/** The days of a rental, its unit and its pickup. Nothing for a service that rents nothing out. */
export const RentalFields = ({ app, form, today }: Props) => {
  const { draft, errors, set } = form;
  const service = serviceOf(draft, app.settings);
  const units = useFreeUnits(app, service?.rental?.equipment_type ?? null);
  if (service === undefined || service.rental === null) return null;
  const { rental } = service;
  const due = dueDayOf(draft, service);
  const extra = (daysOf(draft, service) ?? 0) - rental.included_days;
  const extraCents = app.format.money(Math.max(0, extra) * rental.extra_day_cents, app.settings.business.currency);
  return (
    <>
      <div class="two">
        <Field
          name="days"
          type="number"
          label={message.days}
          hint={message.daysIncluded(rental.included_days)}
          min="1"
          max={String(rental.max_days)}
          placeholder={String(rental.included_days)}
          value={draft.days}
          autocomplete="off"
          error={errors["days"]}
          onInput={({ currentTarget }) => set({ days: currentTarget.value })}
        />
        <ChoiceField
          name="unit"
          label={message.unit}
          value={draft.unit}
          error={errors["unit"]}
          choices={[["", message.unitLater], ...units.map((id) => [id, id] as const)]}
          choose={(unit) => set({ unit })}
        />
      </div>
      {due !== null && (
        <p class="small quiet" role="status">
          {message.dueBack(app.format.day(due))}
          {extra > 0 && ` · ${message.extraDays(extra, extraCents)}`}
        </p>
      )}
      <label class="when-open">
        <input
          type="checkbox"
          name="pickup"
          checked={draft.pickup !== ""}
          disabled={due === null}
          onChange={({ currentTarget }) =>
            set({ pickup: currentTarget.checked && due !== null ? whenValue(due, null) : "" })
          }
        />{" "}
        {message.schedulePickup}
      </label>
      {draft.pickup !== "" && (
        <fieldset class="pickup-when">
          <legend>{message.pickup}</legend>
          <DayChoice
            {...{ app, today }}
            book={form.book}
            value={draft.pickup}
            now={null}
            choose={(pickup) => set({ pickup })}
          />
        </fieldset>
      )}
    </>
  );
};
