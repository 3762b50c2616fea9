import { useMemo, useState } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import { Alternatives } from "../../shared/alternatives.tsx";
import { Field, FieldError } from "../../shared/field.tsx";
import * as message from "#message/price.ts";
import * as staff from "#message/staff.ts";
import { readRefusal, type Refusal } from "../form/refusal.ts";
import { useForm } from "../form/use-form.ts";
import { createDayBook } from "../job/day-book.ts";
import { DayChoice } from "../job/day-choice.tsx";
import { readWhen, whenValue } from "../job/job-draft.ts";
import { notifyOf } from "../tell/tell.ts";
import { TellThem } from "../tell/tell-them.tsx";
import { useTell } from "../tell/use-told.ts";
import { outcomeOf } from "./price-form-outcome.ts";
import type { PriceFormProps } from "./price-form.ts";

/** Books a quote for a customer who said yes by phone. */
export const ApproveQuote = (props: PriceFormProps & { today: string }) => {
  const { app, job, today, close } = props;
  const book = useMemo(() => createDayBook(app.api), [app.api]);
  const [instead, setInstead] = useState<Refusal | null>(null);
  const outcome = outcomeOf(props, () => message.approved(job.customer?.name ?? staff.noName));
  const form = useForm<{ name: string; when: string }, Job>({
    initial: { name: job.customer?.name ?? "", when: preferredOf(job) },
    check: ({ name }): Record<string, string> => (name.trim() === "" ? { name: message.nameNeeded } : {}),
    send: (values) =>
      app.api.approveQuote({
        id: job.id,
        rev: job.rev,
        body: { ...approvalOf(values), ...notifyOf(tell.notify) },
      }),
    ...outcome,
    refused: (problem) => {
      outcome.refused(problem);
      setInstead(readRefusal(problem, app.format));
    },
  });
  const { values } = form;
  const tell = useTell(app, values.name.trim() === "" ? null : { job: job.id, approve_quote: approvalOf(values) });
  const choose = (when: string) => {
    setInstead(null);
    form.set({ when });
  };
  return (
    <form
      ref={form.element}
      class="panel-form price-form"
      aria-labelledby="approve-quote"
      noValidate
      onSubmit={form.submit}
    >
      <h3 id="approve-quote">{message.approveTitle}</h3>
      <Field {...form.field("name")} label={message.customerName} maxLength={80} autocomplete="off" />
      <DayChoice {...{ app, today, book, choose }} value={form.values.when} now={null} />
      <FieldError name="window" error={form.errors["window"] ?? form.errors["day"]} />
      <Alternatives
        alternatives={instead?.alternatives ?? null}
        taken={instead?.taken}
        format={app.format}
        choose={({ day, start, end }) => choose(whenValue(day, { start, end }))}
      />
      <p class="error" role="alert">
        {form.trouble}
      </p>
      <TellThem app={app} name={job.customer?.name} tell={tell} />
      <div class="panel-acts">
        <button type="submit" class="orange" aria-disabled={form.busy}>
          {form.busy ? staff.saving : message.book}
        </button>
        <button type="button" class="plain" onClick={close}>
          {message.discard}
        </button>
      </div>
    </form>
  );
};

const approvalOf = ({ name, when }: { name: string; when: string }) => {
  const { day, window } = readWhen(when);
  const start = { ...(day === null ? {} : { day }), ...(window === null ? {} : { window }) };
  return { name: name.trim(), how: "phone" as const, ...start };
};

/** The first time that the customer would like, if it has a window. */
const preferredOf = ({ request }: Job): string => {
  const first = request?.preferred[0];
  return first === undefined ? "" : whenValue(first.day, first.window ?? null);
};
