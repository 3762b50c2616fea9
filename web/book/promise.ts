import { windowText, type Format } from "../shared/format.ts";
import { windowOf } from "../shared/free-days.ts";
import * as book from "#message/book.ts";
import * as customer from "#message/customer.ts";
import { isQuote, serviceOf, stayIn } from "./service.ts";
import { shortPriceText, type ShownPrice } from "./shown-price.ts";
import type { BookState } from "./state.ts";

/** What the last button says: what is booked, when and for how much, or that a request is sent. */
export const promiseOf = (state: BookState, format: Format, price: ShownPrice | null): string => {
  const { catalog, draft } = state;
  if (isQuote(serviceOf(catalog, draft.fields))) return book.sendRequest;
  const currency = catalog?.business.currency ?? "USD";
  return book.bookFor(whenText(state, format), price === null ? "" : shortPriceText(price, format, currency));
};

/** A day and a window, the days of a rental, or any day. */
const whenText = ({ catalog, draft: { fields } }: BookState, format: Format): string => {
  const day = fields["day"];
  if (!day) return book.anyDayShort;
  const service = serviceOf(catalog, fields);
  const stay = service && stayIn(service, fields);
  if (stay) return customer.period(format.day(stay.from), format.day(stay.until));
  const window = windowOf(fields["window"] ?? "");
  return window ? customer.dayAndWindow(format.day(day), windowText(window)) : format.day(day);
};
