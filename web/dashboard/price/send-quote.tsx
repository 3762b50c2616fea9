import { useState } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/price.ts";
import * as staff from "#message/staff.ts";
import { AreaField } from "../form/area-field.tsx";
import { hasErrors, type FieldErrors } from "../form/form-state.ts";
import { MoneyField } from "../form/money-field.tsx";
import { useForm } from "../form/use-form.ts";
import { notifyOf } from "../tell/tell.ts";
import { TellThem } from "../tell/tell-them.tsx";
import { useTell } from "../tell/use-told.ts";
import { ItemEditor } from "./item-editor.tsx";
import { LineEditor } from "./line-editor.tsx";
import {
  draftItems,
  draftLines,
  emptyLine,
  itemsBody,
  lineFaults,
  linesBody,
  type DraftItems,
  type DraftLine,
} from "./price-draft.ts";
import { outcomeOf } from "./price-form-outcome.ts";
import type { PriceFormProps } from "./price-form.ts";

interface Values {
  lines: DraftLine[];
  items: DraftItems;
  message: string;
  validUntil: string;
  /** Null for the deposit of the service. */
  deposit: number | null;
}

/** Builds a quote for a request, or revises the one that was sent. */
export const SendQuote = (props: PriceFormProps) => {
  const { app, job, close } = props;
  const { api, settings, format } = app;
  const { currency, locale } = settings.business;
  const { pricing, quote } = job;
  const service = settings.services.find(({ id }) => id === job.service.id);
  const [faults, setFaults] = useState<FieldErrors>({});
  const offerOf = ({ lines, items, ...typed }: Values) => {
    const chosen = service === undefined ? [] : itemsBody(service, items);
    return {
      ...(lines.length === 0 ? {} : { lines: linesBody(lines) }),
      ...(chosen.length === 0 ? {} : { items: chosen }),
      ...(typed.message.trim() === "" ? {} : { message: typed.message.trim() }),
      ...(typed.validUntil === "" ? {} : { valid_until: typed.validUntil }),
      ...(typed.deposit === null ? {} : { deposit_cents: typed.deposit }),
    };
  };
  const check = ({ lines, items }: Values): FieldErrors => {
    const hasItems = service !== undefined && itemsBody(service, items).length > 0;
    return lines.length === 0 && !hasItems ? { lines: message.linesNeeded } : lineFaults(lines);
  };
  const form = useForm<Values, Job>({
    initial: {
      lines:
        quote === undefined || pricing === undefined ? [{ ...emptyLine, label: job.service.name }] : handLines(job),
      items: draftItems(job),
      message: quote?.message ?? "",
      validUntil: quote?.valid_until ?? "",
      deposit: quote === undefined ? null : (pricing?.deposit_cents ?? null),
    },
    check,
    send: (typed) => api.sendQuote({ id: job.id, rev: job.rev, body: { ...offerOf(typed), ...notifyOf(tell.notify) } }),
    ...outcomeOf(props, (next) => message.quoteSent(format.fullMoney(next.pricing?.total_cents ?? 0, currency))),
  });
  const { values, set, errors, field } = form;
  const isReady = !hasErrors(check(values)) && !hasErrors(withoutEmpty(faults));
  const tell = useTell(app, isReady ? { job: job.id, send_quote: offerOf(values) } : null);
  const submit = (event: Event) => {
    if (hasErrors(withoutEmpty(faults))) event.preventDefault();
    else form.submit(event);
  };
  return (
    <form ref={form.element} class="panel-form price-form" aria-labelledby="send-quote" noValidate onSubmit={submit}>
      <h3 id="send-quote">{quote === undefined ? message.buildQuote : message.reviseQuote}</h3>
      {service !== undefined && service.groups.length > 0 && (
        <ItemEditor {...{ app, service, errors, currency }} items={values.items} set={(items) => set({ items })} />
      )}
      <LineEditor {...{ app, errors, currency }} lines={values.lines} set={(lines) => set({ lines })} />
      <AreaField {...field("message")} label={message.message} hint={message.messageHint} />
      <div class="two">
        <Field {...field("validUntil", "valid_until")} type="date" label={message.lastDay} hint={message.lastDayHint} />
        <MoneyField
          name="deposit_cents"
          label={message.ownDeposit}
          cents={values.deposit ?? 0}
          {...{ currency, locale }}
          error={faults["deposit_cents"] || errors["deposit_cents"]}
          fault={(name, text) => setFaults({ [name]: text })}
          change={(deposit) => set({ deposit })}
        />
      </div>
      <p class="error" role="alert">
        {form.trouble}
      </p>
      <TellThem app={app} name={job.customer?.name} tell={tell} />
      <div class="panel-acts">
        <button type="submit" class="orange" aria-disabled={form.busy}>
          {form.busy ? staff.saving : quote === undefined ? message.sendQuote : message.sendVersion(quote.version + 1)}
        </button>
        <button type="button" class="plain" onClick={close}>
          {message.discard}
        </button>
      </div>
    </form>
  );
};

const withoutEmpty = (faults: FieldErrors): FieldErrors =>
  Object.fromEntries(Object.entries(faults).filter(([, text]) => text !== ""));

/** The lines of a quote that were not made from its items. */
const handLines = ({ pricing, items }: Job): DraftLine[] =>
  pricing === undefined
    ? []
    : draftLines({
        ...pricing,
        lines: pricing.lines.filter(({ kind, code }) => kind !== "surcharge" && !items.some(({ id }) => id === code)),
      });
