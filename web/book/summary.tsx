import type { Format } from "../shared/format.ts";
import { quartersOf } from "../shared/load/quarters.ts";
import { Truck } from "../shared/load/truck.tsx";
import * as book from "#message/book.ts";
import { amountText, answerOf } from "./chosen.tsx";
import { PriceLines } from "./price-lines.tsx";
import { choiceName, isQuote, serviceOf, type Service } from "./service.ts";
import { hasLines } from "./shown-price.ts";
import type { BookState } from "./state.ts";

/** What is chosen so far, beside the form on a wide screen: the picture, the words, the price and its promises. */
export const Summary = ({ state, format }: { state: BookState; format: Format }) => {
  const { catalog, draft, quote } = state;
  const service = serviceOf(catalog, draft.fields);
  if (service === undefined) return null;
  const quarters = quartersIn(service, draft.fields);
  return (
    <div class="sum">
      {quarters !== null && (
        <div class="truckbox">
          <Truck quarters={quarters} />
        </div>
      )}
      <h3>
        <bdi>{service.name}</bdi>
      </h3>
      <p class="quiet">{!isQuote(service) && service.groups.length > 0 && amountText(service, draft.fields)}</p>
      <div class="quiet">{answerOf(2, state, format)}</div>
      {quote && hasLines(quote.pricing) && <PriceLines pricing={quote.pricing} format={format} />}
      <ul class="small quiet">
        {promisesOf(state, service, format).map((promise) => (
          <li key={promise}>{promise}</li>
        ))}
      </ul>
    </div>
  );
};

/** The chosen load on the truck. Null if the service has no drawn choice. */
const quartersIn = (service: Service, fields: BookState["draft"]["fields"]): number | null => {
  const choice = service.groups.find(({ kind }) => kind === "choice");
  if (choice === undefined || choice.options.some(({ volume_percent }) => volume_percent === undefined)) return null;
  const chosen = choice.options.find(({ id }) => id === fields[choiceName(choice)]);
  return chosen?.volume_percent === undefined ? 0 : quartersOf(chosen.volume_percent);
};

/** What the customer can count on, as far as the service keeps it. */
export const promisesOf = ({ catalog, quote }: BookState, service: Service, format: Format): string[] => {
  const { rental } = service;
  const money = (cents: number) => format.money(cents, catalog?.business.currency ?? "USD");
  return [
    ...(isQuote(service) || (quote?.pricing.deposit_cents ?? 0) > 0 ? [] : [book.nothingNow]),
    ...(service.groups.some(({ kind }) => kind === "choice") ? [book.lessRoom, book.moreRoom] : []),
    ...(rental
      ? [book.tons(rental.included_tons, money(rental.extra_ton_cents)), book.keptLonger(money(rental.extra_day_cents))]
      : []),
  ];
};
