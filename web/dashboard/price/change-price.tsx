import { useRef } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/price.ts";
import * as staff from "#message/staff.ts";
import type { FieldErrors } from "../form/form-state.ts";
import { AreaField } from "../form/area-field.tsx";
import { useForm } from "../form/use-form.ts";
import { ItemEditor } from "./item-editor.tsx";
import { LineEditor } from "./line-editor.tsx";
import type { PriceFormProps } from "./price-form.ts";
import {
  draftItems,
  draftLines,
  itemsBody,
  lineFaults,
  linesBody,
  promiseOf,
  type DraftItems,
  type DraftLine,
  type Pricing,
} from "./price-draft.ts";
import { outcomeOf, savedJob } from "./price-form-outcome.ts";
import { usePreview } from "./use-preview.ts";

type Way = "items" | "lines";

interface Values {
  way: Way;
  lines: DraftLine[];
  items: DraftItems;
  reason: string;
  agreedBy: string;
  agreedHow: "phone" | "in_person";
}

/** Changes the price of a job: by its items or by lines, with the total that the server works out. */
export const ChangePrice = (props: PriceFormProps & { pricing: Pricing }) => {
  const { app, job, pricing, close } = props;
  const { api, settings, format } = app;
  // A price that another person set since then is refused as stale, and shown, before this one replaces it.
  const seen = useRef({ rev: job.rev, price: JSON.stringify(pricing) });
  const revSeen = () => (seen.current.price === JSON.stringify(pricing) ? job.rev : seen.current.rev);
  const service = settings.services.find(({ id }) => id === job.service.id);
  const hasItems = service !== undefined && service.groups.length > 0;
  const bodyOf = ({ way, lines, items }: Values) =>
    way === "items" && service !== undefined ? { items: itemsBody(service, items) } : { lines: linesBody(lines) };
  const takeNewer = (newer: Job) => {
    seen.current = { rev: newer.rev, price: JSON.stringify(newer.pricing) };
    props.take(newer);
  };
  const form = useForm<Values, Job>({
    initial: {
      way: hasItems && pricing.state === "estimate" ? "items" : "lines",
      lines: draftLines(pricing),
      items: draftItems(job),
      reason: "",
      agreedBy: "",
      agreedHow: "phone",
    },
    check: (values) => ({
      ...faultsOf(values),
      ...(values.reason.trim() === "" ? { reason: message.reasonNeeded } : {}),
    }),
    send: async (values) => {
      const name = values.agreedBy.trim();
      const agreed = name === "" ? {} : { agreed: { how: values.agreedHow, name } };
      const body = { ...bodyOf(values), reason: values.reason.trim(), ...agreed };
      return savedJob(await api.setPrice({ id: job.id, rev: revSeen(), body }));
    },
    ...outcomeOf({ ...props, take: takeNewer }, (next) => message.saved(totalOf(next, app))),
  });
  const { values, set, errors, field } = form;
  const isFaulty = Object.keys(faultsOf(values)).length > 0;
  const preview = usePreview(app, isFaulty ? null : JSON.stringify([job.rev, bodyOf(values)]), () =>
    // The reason is not part of the price, so the preview does not wait for it.
    api.setPrice({ id: job.id, rev: job.rev, body: { ...bodyOf(values), reason: message.reason, preview: true } }),
  );
  const money = (cents: number) => format.fullMoney(cents, pricing.currency);
  return (
    <form
      ref={form.element}
      class="panel-form price-form"
      aria-labelledby="change-price"
      noValidate
      onSubmit={form.submit}
    >
      <h3 id="change-price">{message.change}</h3>
      {hasItems && (
        <div class="choices" role="radiogroup" aria-label={message.how}>
          {(["items", "lines"] as const).map((way) => (
            <label class="tile small-tile" key={way}>
              <input type="radio" name="way" checked={values.way === way} onChange={() => set({ way })} />
              {way === "items" ? message.byItems : message.byLines}
            </label>
          ))}
        </div>
      )}
      {values.way === "items" && service !== undefined ? (
        <ItemEditor
          {...{ app, service, errors }}
          items={values.items}
          currency={pricing.currency}
          set={(items) => set({ items })}
        />
      ) : (
        <LineEditor
          {...{ app, errors }}
          lines={values.lines}
          currency={pricing.currency}
          set={(lines) => set({ lines })}
        />
      )}
      <NewTotal {...{ money, pricing }} next={preview.pricing} />
      <AreaField {...field("reason")} label={message.reason} hint={message.reasonHint} maxLength={300} />
      <div class="two">
        <Field
          {...field("agreedBy", "agreed.name")}
          label={message.agreedBy}
          hint={message.agreedHint}
          maxLength={80}
        />
        <ChoiceField
          name="agreed.how"
          label={message.agreedHow}
          value={values.agreedHow}
          error={undefined}
          choices={[
            ["phone", message.agreedWays.phone],
            ["in_person", message.agreedWays.in_person],
          ]}
          choose={(how) => set({ agreedHow: how === "phone" ? "phone" : "in_person" })}
        />
      </div>
      <p class="error" role="alert">
        {form.trouble}
      </p>
      <div class="panel-acts">
        <button type="submit" class="orange" aria-disabled={form.busy}>
          {form.busy ? staff.saving : message.save}
        </button>
        <button type="button" class="plain" onClick={close}>
          {message.discard}
        </button>
      </div>
    </form>
  );
};

const faultsOf = ({ way, lines }: Values): FieldErrors =>
  way === "items" ? {} : lines.length === 0 ? { lines: message.linesNeeded } : lineFaults(lines);

const totalOf = ({ pricing }: Job, { format }: PriceFormProps["app"]): string =>
  pricing === undefined ? "" : format.fullMoney(pricing.total_cents, pricing.currency);

interface TotalProps {
  pricing: Pricing;
  next: Pricing | null;
  money: (cents: number) => string;
}

/** The new total, the present one, and whether the customer has to agree. */
const NewTotal = ({ pricing, next, money }: TotalProps) => {
  const promise = promiseOf(pricing);
  const isAbove = next !== null && (next.pending?.total_cents ?? next.total_cents) > promise;
  return (
    <div class="new-total" role="status">
      <p>
        <span class="quiet">{message.newTotal}</span>
        <b class="num">{next === null ? message.pricing : money(next.total_cents)}</b>
        {next !== null && next.total_cents !== pricing.total_cents && (
          <span class="quiet num">{message.was(money(pricing.total_cents))}</span>
        )}
      </p>
      {next !== null && next.total_cents !== pricing.total_cents && (
        <p class="small" data-above={isAbove ? "" : undefined}>
          {isAbove ? message.abovePromise(money(promise)) : message.withinPromise(money(promise))}
        </p>
      )}
    </div>
  );
};
