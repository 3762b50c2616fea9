import type { ComponentChildren } from "preact";
import { createFormat, telLink, type Format } from "../shared/format.ts";
import { PhoneIcon } from "../shared/icon.tsx";
import { PageHead } from "../shared/page-head.tsx";
import { Waiting } from "../shared/waiting.tsx";
import * as book from "#message/book.ts";
import * as customer from "#message/customer.ts";
import type { Booking } from "./booking.ts";
import { allSteps, isDone, type Step } from "./draft.ts";
import { Foot } from "./foot.tsx";
import type { Views } from "./later.ts";
import { questionOf } from "./questions.ts";
import { Section } from "./section.tsx";
import { asks, serviceOf } from "./service.ts";
import type { BookState } from "./state.ts";
import { What } from "./what.tsx";

interface Props {
  state: BookState;
  act: Booking;
  /** The views of the part that loads later. Null until it has loaded. */
  views: Views | null;
  /** The screen has room for two columns. */
  wide: boolean;
}

const formatOf = (business: { locale: string; time_zone: string } | null | undefined): Format =>
  createFormat(business?.locale ?? "en-US", business?.time_zone ?? "UTC");

export const BookPage = (props: Props) => {
  const { state, act, views } = props;
  const { catalog, booked, contact } = state;
  const business = booked?.business ?? catalog?.business;
  const format = formatOf(business);
  const { name, phone } = business ?? contact ?? { name: "", phone: "" };
  const closed = catalog && (!catalog.booking.open || catalog.services.length === 0);
  return (
    <>
      <PageHead name={name || book.titleBare} phone={phone} title />
      <main>
        {booked ? (
          views ? (
            <views.Confirmed booked={booked} state={state} format={format} act={act} />
          ) : (
            <div class="wrap">
              <h2 id="done" tabIndex={-1}>
                {book.done}
              </h2>
              <a class="act" href={`/track/#${booked.token}`}>
                {book.follow}
              </a>
            </div>
          )
        ) : closed ? (
          <Closed phone={phone} />
        ) : (
          <Form {...props} />
        )}
      </main>
    </>
  );
};

const Form = (props: Props) => {
  const { state, act, views, wide } = props;
  const { catalog, draft, down, contact, reached } = state;
  const format = formatOf(catalog?.business);
  const service = serviceOf(catalog, draft.fields);
  const steps = allSteps.filter((step) => asks(step, service));
  // While the later part loads, only the question that was reached waits for it.
  const isOpen = (step: Step) =>
    step >= draft.step &&
    (step <= reached ||
      (views !== null &&
        steps.every(
          (earlier) => earlier < draft.step || earlier >= step || isDone(earlier, catalog, service, draft.fields),
        )));
  return (
    <form noValidate autocomplete="on" {...listeners(act)}>
      <div class="wrap main">
        <div class="crumbs" role="img" aria-label={book.step(steps.indexOf(reached) + 1, steps.length)}>
          {steps.map((step) => (
            <i key={step} class={step <= reached ? "past" : ""} />
          ))}
        </div>
        {catalog?.sample && <p class="note small">{book.sample}</p>}
        {down && <LoadFailed phone={contact?.phone ?? null} retry={act.retry} />}
        {views && <views.ErrorSummary state={state} />}
        {steps.map((step) => (
          <Section
            key={step}
            step={step}
            question={questionOf(step, service).question}
            open={isOpen(step)}
            answer={views?.answerOf(step, state, format)}
            folded={step < draft.step}
            edit={() => act.edit(step)}
          >
            {isOpen(step) && bodyOf(step, props, format)}
          </Section>
        ))}
      </div>
      <Foot state={state} format={format} views={views} wide={wide} />
    </form>
  );
};

/** The controls of a section. All but the first are in the part that loads later. */
const bodyOf = (step: Step, { state, act, views, wide }: Props, format: Format): ComponentChildren => {
  if (step === 0) return <What state={state} format={format} />;
  if (views === null) return <Waiting failed={state.later === "failed"} retry={act.retry} />;
  const shared = { state, format, wide, count: (name: string, value: number) => act.type(name, String(value)) };
  if (step === 1) return <views.HowMuch {...shared} />;
  if (step === 3) return <views.Where {...shared} />;
  return (
    <views.When
      {...shared}
      more={act.moreDays}
      turn={act.turn}
      showMonth={act.showMonth}
      choose={act.choose}
      first={() => act.edit(0)}
    />
  );
};

const listeners = (act: Booking) => ({
  onInput: ({ target }: Event) => {
    const { name, value, checked, type } = target as HTMLInputElement;
    if (name === "terms_accepted") act.acceptTerms(checked);
    else act.type(name, type === "checkbox" ? String(Number(checked)) : value);
  },
  onChange: ({ target }: Event) => act.leave((target as HTMLInputElement).name, (target as HTMLInputElement).value),
  onFocusIn: ({ target }: Event) => {
    // A closed section opens only when its button is pressed, not when the focus passes over it.
    const section = (target as HTMLElement).closest("section.open");
    if (section) act.enter(Number(section.id.slice(1)) as Step);
  },
  onSubmit: (event: Event) => {
    event.preventDefault();
    void act.advance();
  },
});

const LoadFailed = ({ phone, retry }: { phone: string | null; retry: () => void }) => (
  <div class="note" role="alert">
    <b>{book.loadFailed}</b>
    <br />
    {book.loadFailedNext} {phone && book.loadFailedCall}
    <div class="choices">
      <button type="button" class="plain" onClick={retry}>
        {customer.retry}
      </button>
    </div>
  </div>
);

/** Instead of the form, if nothing can be booked online: the phone number. */
const Closed = ({ phone }: { phone: string | null }) => (
  <div class="wrap">
    <h2 tabIndex={-1}>{book.closed}</h2>
    <p class="lead">{phone ? book.closedNext : book.closedNoPhone}</p>
    {phone && (
      <a class="act" href={telLink(phone)}>
        <PhoneIcon />
        {book.callToBook}
      </a>
    )}
  </div>
);
