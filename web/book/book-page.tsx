import type { ComponentChildren } from "preact";
import { createFormat, sentenceCase, telLink, windowText, type Format } from "../shared/format.ts";
import { windowOf } from "../shared/free-days.ts";
import { PhoneIcon } from "../shared/icon.tsx";
import * as book from "../shared/message/book.ts";
import * as shared from "../shared/message/shared.ts";
import type { Booking } from "./booking.ts";
import { Confirmed } from "./confirmed.tsx";
import { isDone, itemsOf, serviceOf, type Step } from "./draft.ts";
import { Foot } from "./foot.tsx";
import type { BookState } from "./state.ts";
import { What } from "./what.tsx";
import { When } from "./when.tsx";
import { Where } from "./where.tsx";

export const BookPage = ({ state, act }: { state: BookState; act: Booking }) => {
  const { catalog, booked, draft, reached, down } = state;
  const business = booked?.business ?? catalog?.business;
  const format = createFormat(business?.locale ?? "en-US", business?.time_zone ?? "UTC");
  const phone = business?.phone;
  const call = phone && (
    <a class="plain pill" href={telLink(phone)}>
      <PhoneIcon />
      {shared.callOffice}
    </a>
  );
  const service = serviceOf(catalog, draft.fields);
  const closed = catalog && (!catalog.booking.open || catalog.services.length === 0);
  const lines = [service && <Chosen service={service} state={state} format={format} />, whenLine(state, format)];
  const bodies = [
    <What state={state} format={format} count={(name, value) => act.type(name, String(value))} />,
    <When state={state} format={format} more={act.moreDays} choose={act.choose} />,
    <Where state={state} />,
  ];
  const isOpen = (step: Step) =>
    step >= draft.step &&
    (step <= reached ||
      ([0, 1, 2] as const).every(
        (earlier) => earlier < draft.step || earlier >= step || isDone(earlier, service, draft.fields),
      ));
  return (
    <>
      <header class="wrap row top">
        <h1>
          <bdi>{business?.name ?? book.titleBare}</bdi>
        </h1>
        {call}
      </header>
      <main>
        {booked ? (
          <Confirmed booked={booked} state={state} format={format} act={act} />
        ) : closed ? (
          <div class="wrap">
            <h2>{book.closed}</h2>
            <p class="lead">{phone ? book.closedNext : book.closedNoPhone}</p>
            {phone && (
              <a class="act" href={telLink(phone)}>
                <PhoneIcon />
                {book.callToBook}
              </a>
            )}
          </div>
        ) : (
          <form
            noValidate
            autocomplete="on"
            onInput={({ target }) => {
              const { name, value, checked } = target as HTMLInputElement;
              if (name === "terms_accepted") act.acceptTerms(checked);
              else act.type(name, value);
            }}
            onChange={({ target }) => act.leave((target as HTMLInputElement).name, (target as HTMLInputElement).value)}
            onFocusIn={({ target }) => {
              const section = (target as HTMLElement).closest("section");
              if (section) act.enter(Number(section.id.slice(1)) as Step);
            }}
            onSubmit={(event) => {
              event.preventDefault();
              void act.advance();
            }}
          >
            <div class="wrap">
              {catalog?.sample && <p class="note small">{book.sample}</p>}
              {down && (
                <div class="note" role="alert">
                  <b>{book.down}</b>
                  <br />
                  {book.downNext}
                  <div class="choices">
                    <button type="button" class="plain" onClick={act.retry}>
                      {shared.retry}
                    </button>
                  </div>
                </div>
              )}
              {([0, 1, 2] as const).map((step) => (
                <Section
                  key={step}
                  step={step}
                  open={isOpen(step)}
                  line={lines[step]}
                  folded={step < draft.step}
                  edit={() => act.edit(step)}
                >
                  {bodies[step]}
                </Section>
              ))}
            </div>
            <Foot state={state} format={format} />
          </form>
        )}
      </main>
    </>
  );
};

interface SectionProps {
  step: Step;
  open: boolean;
  folded: boolean;
  line: ComponentChildren;
  edit: () => void;
  children: ComponentChildren;
}

/** One question: open with its controls, folded to its answer, or waiting with its name alone. */
const Section = ({ step, open, folded, line, edit, children }: SectionProps) => {
  const { question, unset } = book.steps[step];
  return (
    <section id={`s${step}`} class={open ? "open" : "shut"}>
      {open ? (
        <>
          <h2 tabIndex={-1}>{question}</h2>
          {step === 0 && <p class="small quiet">{book.sub}</p>}
          {children}
        </>
      ) : folded ? (
        <div class="tile fold">
          <h2 class="vh">{question}</h2>
          <span>{line || unset}</span>
          <button type="button" class="bare" onClick={edit} aria-label={step ? book.changeWhen : book.changeWhat}>
            {book.change}
          </button>
        </div>
      ) : (
        <h2>
          <button type="button" class="later" onClick={edit}>
            {question}
          </button>
        </h2>
      )}
    </section>
  );
};

const Chosen = ({
  service,
  state,
  format,
}: {
  service: NonNullable<ReturnType<typeof serviceOf>>;
  state: BookState;
  format: Format;
}) => {
  const items = itemsOf(service, state.draft.fields).map(
    ({ id, quantity }) => `${quantity} × ${service.items.find((item) => item.id === id)?.label}`,
  );
  const total = state.quote?.pricing.total_cents;
  return (
    <>
      <b>
        <bdi>{service.name}</bdi>
      </b>
      {total !== undefined && ` · ${format.money(total, state.quote?.pricing.currency ?? "USD")}`}
      {items.length > 0 && <span class="small quiet block">{items.join(", ")}</span>}
    </>
  );
};

const whenLine = ({ draft, catalog }: BookState, format: Format): ComponentChildren => {
  const { day, window } = draft.fields;
  const chosen = windowOf(window ?? "");
  if (day === "" && serviceOf(catalog, draft.fields)?.needs_window === false) return <b>{book.anyDayWorks}</b>;
  return (
    day &&
    chosen && (
      <>
        <b>{format.day(day)}</b>
        <span class="small quiet block">{sentenceCase(windowText(chosen))}</span>
      </>
    )
  );
};
