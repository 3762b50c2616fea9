import { windowText, type Format } from "./format.ts";
import type { Alternative } from "./free-days.ts";
import * as customer from "#message/customer.ts";

interface Props {
  alternatives: Alternative[] | null;
  format: Format;
  choose: (alternative: Alternative) => void;
  /** What was taken, if it was not the window: a sentence with a note. */
  taken?: { title: string; note: string } | undefined;
  /** A second line of each offer. */
  detail?: ((alternative: Alternative) => string) | undefined;
}

/** Offers the closest open times after the chosen one was taken. One press takes one. */
export const Alternatives = ({ alternatives, format, choose, taken, detail }: Props) =>
  alternatives && (
    <div class="note" role="alert" data-error="window">
      {taken ? (
        <>
          <b>{taken.title}</b> {alternatives.length > 0 ? taken.note : customer.noOtherDays}
        </>
      ) : alternatives.length > 0 ? (
        customer.windowFull
      ) : (
        customer.windowFullNone
      )}
      <div class="choices">
        {alternatives.map((alternative) => (
          <button
            type="button"
            class="plain"
            data-alternative
            key={alternative.day + alternative.start}
            onClick={() => choose(alternative)}
          >
            <span>
              {customer.dayAndWindow(format.day(alternative.day), windowText(alternative))}
              {detail && <span class="small quiet block">{detail(alternative)}</span>}
            </span>
          </button>
        ))}
      </div>
    </div>
  );
