import { windowText, type Format } from "./format.ts";
import type { Alternative } from "./free-days.ts";
import * as customer from "#message/customer.ts";

/** Offers the closest open windows after the chosen one filled. One press takes one. */
export const Alternatives = ({
  alternatives,
  format,
  choose,
}: {
  alternatives: Alternative[] | null;
  format: Format;
  choose: (alternative: Alternative) => void;
}) =>
  alternatives && (
    <div class="note" role="alert" data-error="window">
      {alternatives.length > 0 ? customer.windowFull : customer.windowFullNone}
      <div class="choices">
        {alternatives.map((alternative) => (
          <button
            type="button"
            class="plain"
            data-alternative
            key={alternative.day + alternative.start}
            onClick={() => choose(alternative)}
          >
            {customer.dayAndWindow(format.day(alternative.day), windowText(alternative))}
          </button>
        ))}
      </div>
    </div>
  );
