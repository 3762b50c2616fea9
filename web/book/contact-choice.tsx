import { FieldError } from "../shared/field.tsx";
import * as book from "#message/book.ts";
import { contactControl } from "./control.ts";
import type { BookState } from "./state.ts";

/**
 * The choice between texts and emails, with nothing chosen beforehand and no duty to choose. The words below it are those of the
 * catalog, because the job keeps their version. Without those words, the page asks nothing.
 */
export const ContactChoice = ({ state: { catalog, draft, errors } }: { state: BookState }) => {
  if (!catalog?.consent) return null;
  const choice = (value: string, label: string) => (
    <label class="tile">
      <input
        type="radio"
        name={contactControl}
        value={value}
        checked={draft.fields[contactControl] === value}
        aria-describedby="consent"
      />
      <b>{label}</b>
    </label>
  );
  return (
    <fieldset class="reach">
      <legend class="small">
        {book.contactBy}
        <span class="quiet"> · {book.optional}</span>
      </legend>
      <div class="pairs">
        {choice("text", book.textMe)}
        {choice("email", book.emailMe)}
      </div>
      <p class="small quiet" id="consent" dir="auto">
        {catalog.consent.text}
      </p>
      <FieldError name={contactControl} error={errors[contactControl]} />
    </fieldset>
  );
};
