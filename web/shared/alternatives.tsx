import { windowText, type Format } from "./format.ts";
import type { Alternative } from "./free-days.ts";
import * as shared from "./message/shared.ts";

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
      {alternatives.length > 0 ? shared.windowFull : shared.windowFullNone}
      <div class="choices">
        {alternatives.map((one) => (
          <button type="button" class="plain" data-alternative key={one.day + one.start} onClick={() => choose(one)}>
            {shared.at(format.shortDay(one.day), windowText(one))}
          </button>
        ))}
      </div>
    </div>
  );
