import { Alternatives } from "../shared/alternatives.tsx";
import { DayPicker } from "../shared/day-picker.tsx";
import { FieldError } from "../shared/field.tsx";
import type { Format } from "../shared/format.ts";
import type { Alternative } from "../shared/free-days.ts";
import * as book from "#message/book.ts";
import { anyDay, serviceOf } from "./draft.ts";
import type { BookState } from "./state.ts";

interface Props {
  state: BookState;
  format: Format;
  more: () => void;
  choose: (alternative: Alternative) => void;
  /** Goes back to the services. */
  first: () => void;
}

/** The choice of a day and an arrival window. If the chosen window filled, offers the closest open ones. */
export const When = ({ state, format, more, choose, first }: Props) => {
  const { draft, errors, alternatives } = state;
  const service = serviceOf(state.catalog, draft.fields);
  if (state.catalog !== null && service === undefined)
    return (
      <div class="note" role="status">
        {book.serviceFirst}
        <div class="choices">
          <button type="button" class="plain" onClick={first}>
            {book.chooseService}
          </button>
        </div>
      </div>
    );
  return (
    <>
      <Alternatives alternatives={alternatives} format={format} choose={choose} />
      <DayPicker
        free={state.free}
        day={draft.fields["day"] ?? ""}
        window={draft.fields["window"] ?? ""}
        format={format}
        more={more}
        first={
          service &&
          !service.needs_window && (
            <label class="tile wide">
              <input type="radio" name="day" value="" checked={anyDay(service, draft.fields)} />
              <span>&nbsp;</span>
              <b>{book.anyDay}</b>
              {book.anyDayNote}
            </label>
          )
        }
      />
      <FieldError name="day" error={errors["day"]} />
      <FieldError name="window" error={errors["window"]} />
    </>
  );
};
