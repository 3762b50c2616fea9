import { windowText, type Format } from "./format.ts";
import type { Alternative } from "./free-days.ts";
import * as customer from "#message/customer.ts";

/** What to say when a window filled meanwhile: the nearest free ones, one press each. */
export const Alternatives = ({
  alternatives,
  format,
  choose,
}: {
  alternatives: Alternative[] | null;
  format: Format;
  choose: (one: Alternative) => void;
}) =>
  alternatives && (
    <div class="note" role="alert" data-error="window">
      {alternatives.length > 0 ? customer.windowFull : customer.windowFullNone}
      <div class="choices">
        {alternatives.map((one) => (
          <button type="button" class="plain" data-alternative key={one.day + one.start} onClick={() => choose(one)}>
            {customer.dayAndWindow(format.day(one.day), windowText(one))}
          </button>
        ))}
      </div>
    </div>
  );
