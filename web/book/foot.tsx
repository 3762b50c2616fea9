import { windowText, type Format } from "../shared/format.ts";
import { windowOf } from "../shared/free-days.ts";
import * as book from "#message/book.ts";
import * as customer from "#message/customer.ts";
import { Rich } from "../shared/rich.tsx";
import { isDone, serviceOf } from "./draft.ts";
import type { BookState } from "./state.ts";

/** The footer: the price, in view from the first choice on, and the one button. At the end it names day, window and price. */
export const Foot = ({ state, format }: { state: BookState; format: Format }) => {
  const { catalog, draft, quote, previous_cents, reached, notice, busy } = state;
  const service = serviceOf(catalog, draft.fields);
  const currency = catalog?.business.currency ?? "USD";
  const fields = draft.fields;
  const total =
    service &&
    (quote?.pricing.total_cents ??
      (service.price.kind === "flat" ? (service.price.from_cents ?? undefined) : undefined));
  const day = fields["day"];
  const window = windowOf(fields["window"] ?? "");
  const when = day
    ? window
      ? customer.dayAndWindow(format.day(day), windowText(window))
      : format.day(day)
    : book.anyDayShort;
  const next = isDone(1, service, fields) ? 2 : 1;
  return (
    <footer class="foot">
      <div class={reached === 2 ? "wrap" : "wrap row"}>
        <p class="price" aria-live="polite">
          {service ? (
            <>
              <b class="num">
                {total === undefined
                  ? book.from(format.money(service.price.from_cents ?? 0, currency))
                  : format.fullMoney(total, currency)}
              </b>
              <span class="small quiet">
                <bdi>{service.name}</bdi> · {book.priceLocks}
              </span>
            </>
          ) : (
            <span class="small quiet">{book.priceFirst}</span>
          )}
        </p>
        <div class="go">
          <div role="alert" class={previous_cents === null ? "error" : "note"}>
            {previous_cents === null ? (
              notice
            ) : (
              <Rich
                text={book.priceChanged(format.money(previous_cents, currency), format.money(total ?? 0, currency))}
              />
            )}
          </div>
          <button
            class="act"
            type="submit"
            aria-busy={busy ? "true" : undefined}
            aria-disabled={busy ? "true" : undefined}
          >
            {reached < 2 || !isDone(1, service, fields)
              ? book.steps[next].next
              : busy
                ? book.booking
                : book.bookFor(when, total === undefined ? "" : format.money(total, currency))}
          </button>
        </div>
      </div>
    </footer>
  );
};
