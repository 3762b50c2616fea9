import { useState } from "preact/hooks";
import { plannedEnd, type RentalPeriod } from "../../../domain/rental/rental-period.ts";
import type { Job } from "../../../http/api-client.ts";
import { Field } from "../../shared/field.tsx";
import { dayAfter } from "../../shared/format.ts";
import * as message from "#message/job.ts";
import type { AppContext } from "../app-context.ts";
import { notifyOf } from "../tell/tell.ts";
import { TellThem } from "../tell/tell-them.tsx";
import { useTell } from "../tell/use-told.ts";
import type { JobActions } from "./use-job-actions.ts";

interface Props {
  app: AppContext;
  job: Job;
  /** The stay that goes on. */
  period: RentalPeriod;
  actions: JobActions;
  close: () => void;
}

/** Keeps the equipment of a job longer, with the price of the extra days before it is saved. */
export const ExtendForm = ({ app, job, period, actions, close }: Props) => {
  const last = plannedEnd(period, job.rental?.count_delivery_day === true);
  const [until, setUntil] = useState(dayAfter(last, 1));
  const [charge, setCharge] = useState(true);
  const days = daysAfter(last, until);
  const cents = days * (job.rental?.extra_day_cents ?? 0);
  const price = job.pricing === undefined ? "" : app.format.money(cents, job.pricing.currency);
  const tell = useTell(app, days > 0 ? { job: job.id, extend_job: { until, charge } } : null);
  const send = (event: Event) => {
    event.preventDefault();
    if (days > 0) actions.extend({ until, charge, ...notifyOf(tell.notify) }, app.format.day(until));
  };
  return (
    <form class="panel-form visit-form" noValidate aria-label={message.keepLonger} onSubmit={send}>
      <Field
        name="until"
        type="date"
        label={message.keepUntil}
        value={until}
        min={dayAfter(last, 1)}
        error={undefined}
        autocomplete="off"
        onInput={({ currentTarget }) => setUntil(currentTarget.value)}
      />
      <label class="when-open">
        <input
          type="checkbox"
          name="charge"
          checked={charge}
          onChange={({ currentTarget }) => setCharge(currentTarget.checked)}
        />{" "}
        {message.chargeDays(Math.max(0, days), price)}
      </label>
      <TellThem app={app} name={job.customer?.name} tell={tell} />
      <div class="panel-acts">
        <button type="submit" class="orange" aria-disabled={actions.busy || days < 1}>
          {message.keepLonger}
        </button>
        <button type="button" class="plain" onClick={close}>
          {message.back}
        </button>
      </div>
    </form>
  );
};

/** The days from one day to a later one; 0 for a date that was not typed to its end. */
const daysAfter = (day: string, until: string): number => {
  const days = Math.round((Date.parse(until) - Date.parse(day)) / 86_400_000);
  return Number.isNaN(days) ? 0 : days;
};
