import type { Format } from "../shared/format.ts";
import * as book from "#message/book.ts";
import { Rich } from "../shared/rich.tsx";
import { isDone } from "./draft.ts";
import type { Views } from "./later.ts";
import { nextStep } from "./next-step.ts";
import { questionOf } from "./questions.ts";
import { isQuote, serviceOf, type Service } from "./service.ts";
import { hasLines, isRange, priceText, shortPriceText, shownPrice, type ShownPrice } from "./shown-price.ts";
import type { BookState } from "./state.ts";

interface Props {
  state: BookState;
  format: Format;
  views: Views | null;
  /** Shows the whole summary beside the form. */
  wide: boolean;
}

/** The footer: the price, in view from the first choice on, and the one button. At the end it names day, window and price. */
export const Foot = ({ state, format, views, wide }: Props) => {
  const { catalog, draft, previous, reached, notice, busy } = state;
  const service = serviceOf(catalog, draft.fields);
  const currency = catalog?.business.currency ?? "USD";
  const price = priceOf(state, service);
  const ready = reached === 3 && isDone(2, catalog, service, draft.fields);
  return (
    <footer class="foot">
      {wide && views && <views.Summary state={state} format={format} />}
      <div class={ready ? "wrap" : "wrap row"}>
        {/* The summary has the price, if it has more than one line. */}
        {!(wide && views && state.quote && hasLines(state.quote.pricing)) && (
          <Price state={state} service={service} price={price} format={format} />
        )}
        <div class="go">
          <div role="alert" class={previous === null ? "error" : "note"}>
            {previous === null || !price ? (
              notice
            ) : (
              <Rich
                text={book.priceChanged(
                  shortPriceText(previous, format, currency),
                  shortPriceText(price, format, currency),
                )}
              />
            )}
          </div>
          <button
            class="act"
            type="submit"
            aria-busy={busy ? "true" : undefined}
            aria-disabled={busy ? "true" : undefined}
          >
            {busy
              ? book.booking
              : ready && views
                ? views.promiseOf(state, format, price)
                : questionOf(nextStep(state), service).next}
          </button>
        </div>
      </div>
    </footer>
  );
};

interface PriceProps extends Pick<Props, "state" | "format"> {
  service: Service | undefined;
  price: ShownPrice | null;
}

const Price = ({ state, service, price, format }: PriceProps) => {
  const currency = state.catalog?.business.currency ?? "USD";
  return (
    <p class="price" aria-live="polite">
      {service ? (
        <>
          <b class="num">
            {price
              ? priceText(price, format, currency)
              : service.price.from_cents === null
                ? book.quoteLater
                : book.from(format.money(service.price.from_cents, currency))}
          </b>
          <span class="small quiet">
            <bdi>{service.name}</bdi>
            {price && (isRange(price) ? book.priceOnSite : book.priceLocks)}
          </span>
        </>
      ) : (
        <span class="small quiet">{book.priceFirst}</span>
      )}
    </p>
  );
};

/** The server's price, or the price of a service that has only one. */
const priceOf = ({ quote }: BookState, service: Service | undefined) => {
  if (service === undefined || isQuote(service)) return null;
  if (quote !== null) return shownPrice(quote.pricing);
  const cents = service.price.from_cents;
  return service.price.kind === "flat" && cents !== null ? { low_cents: cents, high_cents: cents } : null;
};
