import { LabelledControl } from "../shared/field.tsx";
import * as book from "#message/book.ts";
import type { BookState } from "./state.ts";

/** The work in the customer's own words, for a service that is priced by hand. */
export const Describe = ({ state: { draft, errors } }: { state: BookState }) => (
  <>
    <p class="quiet">{book.describeLead}</p>
    <LabelledControl name="description" label={book.describeLabel} error={errors["description"]}>
      <textarea
        class="box"
        name="description"
        rows={5}
        maxLength={1000}
        value={draft.fields["description"] ?? ""}
        aria-invalid={errors["description"] ? "true" : undefined}
        aria-describedby={errors["description"] && "description-error"}
      />
    </LabelledControl>
  </>
);
