import { windowText, type Format } from "../shared/format.ts";
import * as book from "#message/book.ts";
import * as customer from "#message/customer.ts";
import { Rich } from "../shared/rich.tsx";
import type { Booking } from "./booking.ts";
import { priceText } from "./shown-price.ts";
import type { BookState, Confirmation } from "./state.ts";

interface Props {
  booked: Confirmation;
  state: BookState;
  format: Format;
  act: Booking;
}

/** The last screen: what is booked or asked for, and the customer's private link to it. */
export const Confirmed = ({ booked, state, format, act }: Props) => (
  <div class="wrap">
    <h2 id="done" tabIndex={-1}>
      {booked.total_cents === null ? book.requestSent : book.done}
    </h2>
    <p class="lead">
      <Rich text={nextOf(booked, format)} />
    </p>
    <dl class="facts">
      {factsOf(booked, format).map(([term, fact]) => (
        <div class="row" key={term}>
          <dt class="quiet">{term}</dt>
          <dd>
            <bdi>
              <b>{fact}</b>
            </bdi>
          </dd>
        </div>
      ))}
    </dl>
    <PrivateLink booked={booked} copied={state.copied} act={act} />
    <a class="act" href={`/track/#${booked.token}`}>
      {book.follow}
    </a>
    <p>
      <button type="button" class="bare" onClick={act.another}>
        {book.another}
      </button>
    </p>
  </div>
);

/** What happens next, in one or two sentences. */
const nextOf = ({ day, window, due_day: due, total_cents: total }: Confirmation, format: Format): string => {
  if (total === null) return book.requestNext;
  if (day === null) return book.doneAnyDay;
  const when = window ? customer.dayAndWindow(format.day(day), windowText(window)) : format.day(day);
  return due ? book.doneDropOff(when, format.day(due)) : book.doneWhen(when);
};

const factsOf = (booked: Confirmation, format: Format): [term: string, fact: string][] => {
  const { total_cents: total, high_cents: high, deposit_cents: deposit = 0, currency } = booked;
  const price = total === null ? null : priceText({ low_cents: total, high_cents: high ?? total }, format, currency);
  return [
    [book.what, booked.service],
    ...(price === null ? [] : [[book.price, price] satisfies [string, string]]),
    ...(deposit > 0 ? [[book.deposit, format.fullMoney(deposit, currency)] satisfies [string, string]] : []),
    [book.jobNumber, booked.id],
  ];
};

const PrivateLink = ({
  booked: { url, business },
  copied,
  act,
}: {
  booked: Confirmation;
  copied: boolean;
  act: Booking;
}) => {
  const copy = async (event: Event) => {
    const field = (event.currentTarget as HTMLElement).parentElement?.parentElement?.querySelector("input");
    field?.select();
    try {
      await navigator.clipboard.writeText(url);
    } catch {
      document.execCommand("copy"); // plain http has no clipboard, and a browser may refuse it: copy the selection instead
    }
    act.copied();
  };
  return (
    <>
      <label class="field">
        <span class="small">{book.doneLink}</span>
        <input class="box" readonly value={url} />
      </label>
      <div class="row pair">
        <button type="button" class="plain" onClick={(event) => void copy(event)}>
          {copied ? book.copied : book.copy}
        </button>
        {"share" in navigator && (
          <button
            type="button"
            class="plain"
            onClick={() => void navigator.share({ url, title: book.shareTitle(business.name) }).catch(() => undefined)}
          >
            {book.share}
          </button>
        )}
      </div>
      <p class="vh" role="status">
        {copied && book.copied}
      </p>
      <p class="small quiet save">{book.doneSave}</p>
    </>
  );
};
