import { Field, FieldError } from "../shared/field.tsx";
import type { Format } from "../shared/format.ts";
import { postalInputMode } from "./postal-input-mode.ts";
import * as book from "#message/book.ts";
import { asksZipFirst, isInArea } from "./draft.ts";
import { serviceOf, type Service } from "./service.ts";
import type { BookState } from "./state.ts";

interface Props {
  state: BookState;
  format: Format;
}

/** The ZIP code, if the business asks for it first, and the services with their prices. */
export const What = ({ state, format }: Props) => {
  const { catalog, draft, errors } = state;
  const chosen = serviceOf(catalog, draft.fields);
  return (
    <>
      {asksZipFirst(catalog) && <ZipField state={state} />}
      {catalog === null && !state.down && [0, 1, 2].map((tile) => <div class="tile service wait" key={tile} />)}
      <div role="radiogroup" aria-label={book.steps[0].question}>
        {catalog?.services.map((service) => (
          <label class="tile service" key={service.id}>
            <input type="radio" name="service" value={service.id} checked={service.id === chosen?.id} required />
            <span class="row">
              <b>
                <bdi>{service.name}</bdi>
              </b>
              <b class="num">{priceOf(service, format, catalog.business.currency)}</b>
            </span>
            <span class="small quiet" dir="auto">
              {service.description}
            </span>
          </label>
        ))}
      </div>
      <FieldError name="service" error={errors["service"]} />
    </>
  );
};

const priceOf = ({ price }: Service, format: Format, currency: string): string => {
  if (price.from_cents === null) return book.quoteShort;
  const amount = format.money(price.from_cents, currency);
  return price.kind === "flat" ? amount : book.from(amount);
};

/** The ZIP code of the address. Says that the business comes there, if the catalog lists the codes that it serves. */
const ZipField = ({ state: { catalog, draft, errors, served } }: { state: BookState }) => {
  const value = draft.fields["location.postal_code"]?.trim() ?? "";
  return (
    <>
      <Field
        name="location.postal_code"
        label={book.yourPostalCode}
        value={draft.fields["location.postal_code"] ?? ""}
        error={errors["location.postal_code"]}
        autocomplete="postal-code"
        inputmode={postalInputMode(catalog?.business.locale)}
        maxLength={12}
      />
      <p class="served small" role="status">
        {(served === value || isInArea(catalog, draft.fields)) && value && book.served(value)}
      </p>
    </>
  );
};
