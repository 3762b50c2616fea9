import type { ComponentChildren } from "preact";
import { createFormat, telLink } from "../shared/format.ts";
import { PhoneIcon } from "../shared/icon.tsx";
import { PageHead } from "../shared/page-head.tsx";
import { Waiting } from "../shared/waiting.tsx";
import * as book from "#message/book.ts";
import * as customer from "#message/customer.ts";
import type { Booking } from "./booking.ts";
import { whatLine, whenLine } from "./chosen.tsx";
import { isDone, serviceOf, type Step } from "./draft.ts";
import { Foot } from "./foot.tsx";
import type { Views } from "./later.ts";
import { Section } from "./section.tsx";
import type { BookState } from "./state.ts";
import { What } from "./what.tsx";

interface Props {
  state: BookState;
  act: Booking;
  /** The views of the part that loads later. Null until it has loaded. */
  views: Views | null;
}

export const BookPage = ({ state, act, views }: Props) => {
  const { catalog, booked, contact } = state;
  const business = booked?.business ?? catalog?.business;
  const format = createFormat(business?.locale ?? "en-US", business?.time_zone ?? "UTC");
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
          <Form state={state} act={act} views={views} />
        )}
      </main>
    </>
  );
};

const Form = ({ state, act, views }: Props) => {
  const { catalog, draft, reached, down, contact } = state;
  const format = createFormat(catalog?.business.locale ?? "en-US", catalog?.business.time_zone ?? "UTC");
  const service = serviceOf(catalog, draft.fields);
  const later = (view: (views: Views) => ComponentChildren) =>
    views ? view(views) : <Waiting failed={state.later === "failed"} retry={act.retry} />;
  const bodies = [
    <What state={state} format={format} count={(name, value) => act.type(name, String(value))} />,
    later(({ When }) => (
      <When state={state} format={format} more={act.moreDays} choose={act.choose} first={() => act.edit(0)} />
    )),
    later(({ Where }) => <Where state={state} />),
  ];
  const lines = [whatLine(state, format), whenLine(state, format)];
  const isOpen = (step: Step) =>
    step >= draft.step &&
    (step <= reached ||
      ([0, 1, 2] as const).every(
        (earlier) => earlier < draft.step || earlier >= step || isDone(earlier, service, draft.fields),
      ));
  return (
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
        // A closed section opens only when its button is pressed, not when the focus passes over it.
        const section = (target as HTMLElement).closest("section.open");
        if (section) act.enter(Number(section.id.slice(1)) as Step);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void act.advance();
      }}
    >
      <div class="wrap">
        {catalog?.sample && <p class="note small">{book.sample}</p>}
        {down && <LoadFailed phone={contact?.phone ?? null} retry={act.retry} />}
        {views && <views.ErrorSummary state={state} />}
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
  );
};

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
