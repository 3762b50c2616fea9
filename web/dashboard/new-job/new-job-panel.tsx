import { Alternatives } from "../../shared/alternatives.tsx";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field, FieldError } from "../../shared/field.tsx";
import { windowText } from "../../shared/format.ts";
import * as message from "#message/new-job.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { jobTexts } from "../../../domain/job-text.ts";
import { FillFrom } from "../customers/fill-from.tsx";
import { JobTextField } from "../form/job-text-field.tsx";
import { AreaField } from "../form/area-field.tsx";
import { bindFields } from "../form/bind-fields.ts";
import { ContactFields } from "../form/contact-fields.tsx";
import { symbolOf } from "../form/money-text.ts";
import { TellThem } from "../tell/tell-them.tsx";
import { DayChoice } from "../job/day-choice.tsx";
import { readWhen, whenValue } from "../job/job-draft.ts";
import { Close, closeOnEscape } from "../job/job-panel.tsx";
import { type NewJob, isBegun, isQuote, listPriceOf, priceOf, serviceOf, withAddress } from "./new-job-draft.ts";
import { ItemFields } from "./item-fields.tsx";
import { RentalFields } from "./rental-fields.tsx";
import { useNewJob, type NewJobForm, type NewJobOptions } from "./use-new-job.ts";

interface Props extends NewJobOptions {
  close: () => void;
}

/** A new job, typed during a phone call beside the board. Closing the panel keeps what was typed. */
export const NewJobPanel = ({ close, ...options }: Props) => {
  const { app } = options;
  const form = useNewJob(options);
  const { draft } = form;
  return (
    <aside class="side-panel" aria-labelledby="new-job-title" data-new-job onKeyDown={closeOnEscape(close)}>
      <header class="panel-top">
        <h2 id="new-job-title">{message.title}</h2>
        <Close close={close} />
      </header>
      {form.wasStored && isBegun(draft) && <p class="panel-hint">{message.keptDraft}</p>}
      <form ref={form.element} class="panel-form" noValidate onSubmit={form.send}>
        <CustomerFields app={app} form={form} />
        <AddressFields form={form} />
        <WorkFields app={app} form={form} />
        <QuoteFields app={app} form={form} />
        {!isQuote(draft, app.settings) && <WhenFields app={app} form={form} today={options.today} />}
        <p class="error" role="alert">
          {form.trouble}
        </p>
        <TellThem app={app} name={draft.name.trim()} tell={form.tell} />
        <div class="panel-acts panel-footer">
          <button type="submit" class="orange" aria-disabled={form.busy}>
            {form.busy ? message.creating : message.createWith(promiseOf(app, form))}
          </button>
          {isBegun(draft) && (
            <button type="button" class="plain" onClick={form.clear}>
              {message.clear}
            </button>
          )}
        </div>
      </form>
    </aside>
  );
};

/** The day, the window and the price, for the button that creates the job. */
const promiseOf = ({ settings, format }: AppContext, { draft }: NewJobForm): string[] => {
  const { day, window } = isQuote(draft, settings) ? { day: null, window: null } : readWhen(draft.when);
  const cents = priceOf(draft, settings);
  return [
    ...(day === null ? [] : [format.day(day) + (window === null ? "" : `, ${windowText(window)}`)]),
    ...(cents === null ? [] : [format.money(cents, settings.business.currency)]),
  ];
};

const off = { autocomplete: "off" } as const;

const CustomerFields = ({ app, form }: { app: AppContext; form: NewJobForm }) => {
  const field = bindFields(form.draft, form.errors, form.set);
  return (
    <fieldset>
      <legend>{message.who}</legend>
      <Field {...field("name", "customer.name")} {...off} label={message.name} maxLength={80} />
      <div class="two">
        <Field {...field("phone", "customer.phone")} {...off} label={message.phone} inputMode="tel" />
        <Field
          {...field("email", "customer.email")}
          {...off}
          label={message.email}
          inputMode="email"
          hint={message.optional}
        />
      </div>
      <ContactFields values={form.draft} errors={form.errors} set={form.set} />
      <FillFrom app={app} draft={form.draft} set={form.set} />
    </fieldset>
  );
};

const AddressFields = ({ form }: { form: NewJobForm }) => {
  const field = bindFields(form.draft, form.errors, form.set);
  return (
    <fieldset>
      <legend>{message.where}</legend>
      <Field
        name="address"
        label={message.address}
        hint={message.addressHint}
        value={form.draft.address}
        error={undefined}
        {...off}
        onInput={({ currentTarget }) => form.set(withAddress(form.draft, currentTarget.value))}
      />
      <Field {...field("street", "location.street")} {...off} label={message.street} maxLength={120} />
      <div class="three">
        <Field {...field("city", "location.city")} {...off} label={message.city} />
        <Field {...field("state", "location.state")} {...off} label={message.state} />
        <Field {...field("postal_code", "location.postal_code")} {...off} label={message.postalCode} />
      </div>
      <Field {...field("access", "location.notes")} {...off} label={message.access} hint={message.optional} />
    </fieldset>
  );
};

/** The price in cents, or both ends of a range. */
const priceText = ({ settings, format }: AppContext, draft: NewJob, cents: number | null): string => {
  const { currency } = settings.business;
  if (cents === null) return "–";
  const estimate = draft.price.trim() === "" ? (listPriceOf(draft, settings)?.estimate ?? null) : null;
  if (estimate === null) return format.fullMoney(cents, currency);
  return `${format.money(estimate.low_cents, currency)}–${format.money(estimate.high_cents, currency)}`;
};

const WorkFields = ({ app, form }: { app: AppContext; form: NewJobForm }) => {
  const { settings, format } = app;
  const { draft, errors, set } = form;
  const field = bindFields(draft, errors, set);
  const { currency, locale } = settings.business;
  const active = settings.services.filter((service) => service.active);
  const cents = priceOf(draft, settings);
  const list = listPriceOf(draft, settings);
  return (
    <fieldset>
      <legend>{message.what}</legend>
      {active.length === 0 && <p class="error">{message.noServices}</p>}
      <ChoiceField
        name="service"
        label={message.service}
        value={draft.service}
        error={errors["service"]}
        choices={active.map(({ id, name }) => [id, name])}
        choose={(service) => set({ service, items: {}, not_sure: [], days: "", pickup: "", unit: "" })}
      />
      <ItemFields app={app} form={form} />
      <FieldError name="items" error={errors["items"]} />
      <div class="two">
        <Field
          {...field("price", "pricing.amount_cents")}
          {...off}
          label={`${message.priceFlat}, ${symbolOf(currency, locale)}`}
          hint={message.priceFlatHint}
          inputMode="decimal"
        />
        <p class="price-now">
          <span class="small quiet">{draft.price.trim() === "" ? message.priceFromList : message.price}</span>
          <b class="num">{priceText(app, draft, cents)}</b>
        </p>
      </div>
      {draft.price.trim() === "" && list !== null && list.lines.length > 1 && (
        <ul class="price-lines">
          {list.lines.map(({ kind, code, label, quantity, amount_cents: amount }) => (
            <li key={`${kind}/${code}`} class="row">
              <span>{quantity === 1 ? label : `${quantity} × ${label}`}</span>
              <span class="num">{format.money(amount, currency)}</span>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
};

/** Whether the customer gets a quote first, and what they described. */
const QuoteFields = ({ app, form }: { app: AppContext; form: NewJobForm }) => {
  const { draft, errors, set } = form;
  const field = bindFields(draft, errors, set);
  const isPricedByHand = serviceOf(draft, app.settings)?.price.kind === "quote";
  return (
    <fieldset>
      <label class="when-open">
        <input
          type="checkbox"
          name="as_quote"
          checked={isQuote(draft, app.settings)}
          disabled={isPricedByHand && draft.price.trim() === ""}
          onChange={({ currentTarget }) => set({ as_quote: currentTarget.checked })}
        />{" "}
        {message.asQuote}
      </label>
      {isQuote(draft, app.settings) && (
        <>
          <p class="small quiet">{message.asQuoteHint}</p>
          <AreaField {...field("description")} label={message.description} />
        </>
      )}
    </fieldset>
  );
};

interface WhenProps {
  app: AppContext;
  form: NewJobForm;
  today: string;
}

const WhenFields = ({ app, form, today }: WhenProps) => {
  const { draft, errors, set, chooseWhen } = form;
  const field = bindFields(draft, errors, set);
  const crews = app.settings.crews.filter(({ active }) => active);
  const isRental = (serviceOf(draft, app.settings)?.rental ?? null) !== null;
  return (
    <fieldset>
      <legend>{isRental ? message.dropOff : message.when}</legend>
      <DayChoice
        {...{ app, today }}
        book={form.book}
        skipped={form.skipped}
        value={draft.when}
        now={null}
        choose={chooseWhen}
      />
      <FieldError name="window" error={errors["window"] ?? errors["day"]} />
      <Alternatives
        alternatives={form.alternatives}
        taken={form.taken}
        format={app.format}
        choose={({ day, start, end }) => chooseWhen(whenValue(day, { start, end }))}
      />
      <RentalFields {...{ app, form, today }} />
      <ChoiceField
        name="crew"
        label={message.crew}
        value={draft.crew}
        error={errors["crew"]}
        choices={[["", staff.unassigned], ...crews.map(({ id, name }) => [id, name] as const)]}
        choose={(crew) => set({ crew })}
      />
      {jobTexts.map((text) => (
        <JobTextField key={text} {...field(text)} text={text} />
      ))}
    </fieldset>
  );
};
