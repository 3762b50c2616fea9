import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/price.ts";
import * as staff from "#message/staff.ts";
import { AreaField } from "../form/area-field.tsx";
import { useForm } from "../form/use-form.ts";
import { outcomeOf } from "./price-form-outcome.ts";
import type { PriceFormProps } from "./price-form.ts";

/** Closes a request or a quote that leads to no work, with the reason. */
export const CloseRequest = (props: PriceFormProps) => {
  const { app, job, close } = props;
  const form = useForm<{ reason: string }, Job>({
    initial: { reason: "" },
    check: ({ reason }): Record<string, string> =>
      reason.trim() === "" ? { reason: message.declineReasonNeeded } : {},
    send: ({ reason }) =>
      app.api.setJobStatus({
        id: job.id,
        body: { status: "cancelled", reason: reason.trim() },
        key: app.browser.key(),
      }),
    ...outcomeOf(props, () => message.declined(job.customer?.name ?? staff.noName)),
  });
  return (
    <form
      ref={form.element}
      class="panel-form price-form"
      aria-labelledby="close-request"
      noValidate
      onSubmit={form.submit}
    >
      <h3 id="close-request">{message.declineTitle}</h3>
      <AreaField {...form.field("reason")} label={message.declineReason} maxLength={300} />
      <p class="error" role="alert">
        {form.trouble}
      </p>
      <div class="panel-acts">
        <button type="submit" class="plain danger" aria-disabled={form.busy}>
          {form.busy ? staff.saving : message.closeRequest}
        </button>
        <button type="button" class="plain" onClick={close}>
          {message.discard}
        </button>
      </div>
    </form>
  );
};
