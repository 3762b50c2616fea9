import { windowText, type Format } from "../shared/format.ts";
import * as book from "#message/book.ts";
import * as customer from "#message/customer.ts";
import { Rich } from "../shared/rich.tsx";
import type { Booking } from "./booking.ts";
import type { BookState, Confirmation } from "./state.ts";

interface Props {
  booked: Confirmation;
  state: BookState;
  format: Format;
  act: Booking;
}

/** The last screen: what is booked, and the customer's private link to it. */
export const Confirmed = ({ booked, state, format, act }: Props) => {
  const { day, window } = booked;
  const when = day ? (window ? customer.dayAndWindow(format.day(day), windowText(window)) : format.day(day)) : null;
  return (
    <div class="wrap">
      <h2 id="done" tabIndex={-1}>
        {book.done}
      </h2>
      <p class="lead">
        <Rich text={when ? book.doneWhen(when) : book.doneAnyDay} />
      </p>
      <dl class="facts">
        {[
          [book.what, booked.service],
          [book.price, format.fullMoney(booked.total_cents, booked.currency)],
          [book.jobNumber, booked.id],
        ].map(([term, fact]) => (
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
