import { Field, FieldError } from "../shared/field.tsx";
import type { Format } from "../shared/format.ts";
import * as book from "#message/book.ts";
import { ContactChoice } from "./contact-choice.tsx";
import { asksZipFirst } from "./draft.ts";
import { postalInputMode } from "./postal-input-mode.ts";
import { PriceLines } from "./price-lines.tsx";
import { serviceOf } from "./service.ts";
import { hasLines } from "./shown-price.ts";
import type { BookState } from "./state.ts";
import { promisesOf } from "./summary.tsx";

interface Props {
  state: BookState;
  format: Format;
  /** The price stands beside the form, so it is left out here. */
  wide: boolean;
}

/** The address, the person and the terms. The maximum lengths are the server's. */
export const Where = ({ state, format, wide }: Props) => {
  const { draft, errors, catalog, terms, quote } = state;
  const service = serviceOf(catalog, draft.fields);
  const bound = (name: string) => ({ name, value: draft.fields[name] ?? "", error: errors[name] });
  return (
    <>
      <Field {...bound("location.street")} label={book.street} autocomplete="address-line1" required maxLength={120} />
      <div class="place">
        <Field {...bound("location.city")} label={book.city} autocomplete="address-level2" required maxLength={80} />
        <Field {...bound("location.state")} label={book.state} autocomplete="address-level1" maxLength={40} />
        {!asksZipFirst(catalog) && (
          <Field
            {...bound("location.postal_code")}
            label={book.postalCode}
            autocomplete="postal-code"
            inputmode={postalInputMode(catalog?.business.locale)}
            required
            maxLength={12}
          />
        )}
      </div>
      <Field {...bound("location.notes")} label={book.notes} hint={book.optional} autocomplete="off" maxLength={1000} />
      <Field {...bound("customer.name")} label={book.person} autocomplete="name" required maxLength={80} />
      <Field
        {...bound("customer.phone")}
        label={book.phone}
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        maxLength={40}
      />
      <Field
        {...bound("customer.email")}
        label={book.email}
        hint={book.optional}
        type="email"
        inputmode="email"
        autocomplete="email"
        maxLength={254}
      />
      <ContactChoice state={state} />
      {/* A honeypot: people do not see it, but programs that fill in every field do. */}
      <div class="vh" aria-hidden="true">
        <input name="website" tabIndex={-1} autocomplete="off" value={draft.fields["website"] ?? ""} />
      </div>
      {!wide && service && quote && (
        <>
          {hasLines(quote.pricing) && <PriceLines pricing={quote.pricing} format={format} />}
          <ul class="small quiet promises">
            {promisesOf(state, service, format).map((promise) => (
              <li key={promise}>{promise}</li>
            ))}
          </ul>
        </>
      )}
      <p class="small quiet terms" dir="auto">
        {catalog?.terms.text}
      </p>
      <label class="tile accept">
        <input
          type="checkbox"
          name="terms_accepted"
          required
          checked={terms}
          aria-describedby={errors["terms_accepted"] && "terms_accepted-error"}
        />
        <b>{book.accept}</b>
      </label>
      <FieldError name="terms_accepted" error={errors["terms_accepted"]} />
    </>
  );
};
