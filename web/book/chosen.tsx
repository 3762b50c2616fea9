import type { ComponentChildren } from "preact";
import { sentenceCase, windowText, type Format } from "../shared/format.ts";
import { windowOf } from "../shared/free-days.ts";
import * as book from "#message/book.ts";
import { itemsOf, serviceOf } from "./draft.ts";
import type { BookState } from "./state.ts";

/** The chosen service and items, for the folded first section. */
export const whatLine = ({ catalog, draft, quote }: BookState, format: Format): ComponentChildren => {
  const service = serviceOf(catalog, draft.fields);
  if (service === undefined) return null;
  const items = itemsOf(service, draft.fields).map(
    ({ id, quantity }) => `${quantity} × ${service.items.find((item) => item.id === id)?.label}`,
  );
  const total = quote?.pricing.total_cents;
  return (
    <>
      <b>
        <bdi>{service.name}</bdi>
      </b>
      {total !== undefined && ` · ${format.money(total, quote?.pricing.currency ?? "USD")}`}
      {items.length > 0 && <span class="small quiet block">{items.join(", ")}</span>}
    </>
  );
};

/** The chosen day and window, for the folded second section. */
export const whenLine = ({ draft, catalog }: BookState, format: Format): ComponentChildren => {
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
