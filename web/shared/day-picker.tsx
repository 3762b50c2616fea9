import type { ComponentChildren } from "preact";
import { openText } from "./open-text.ts";
import * as customer from "#message/customer.ts";
import { dayAfter, sentenceCase, windowText, type Format } from "./format.ts";
import { openingsOf, shortageOf, windowValue, type FreeDays } from "./free-days.ts";

interface Props {
  free: FreeDays | null;
  day: string;
  window: string;
  format: Format;
  more: () => void;
}

type Day = FreeDays["days"][number];

/** A strip of days and the windows of the chosen day, as radio buttons `day` and `window` of the form around them. */
export const DayPicker = (props: Props) => (
  <>
    <DayStrip {...props} />
    <DaysNotice {...props} />
    <WindowChoice {...props} />
  </>
);

/** Why there is no day to choose, with the button that helps: loading failed, or the loaded days are full. */
export const DaysNotice = ({ free, format, more }: Pick<Props, "free" | "format" | "more">) => (
  <>
    {free?.state === "failed" && (
      <p class="note" role="alert">
        {customer.daysFailed}{" "}
        <button type="button" class="bare" onClick={more}>
          {customer.retry}
        </button>
      </p>
    )}
    {free?.state === "here" && !hasOpenings(free) && (
      <p class="note" role="status">
        {hasLaterDays(free) ? customer.noOpenings(format.day(dayAfter(free.next, -1))) : customer.noMoreOpenings}{" "}
        {hasLaterDays(free) && (
          <button type="button" class="bare" onClick={more}>
            {customer.showLaterDays}
          </button>
        )}
      </p>
    )}
  </>
);

/** The arrival windows of the chosen day, as radio buttons `window`. */
export const WindowChoice = ({ free, day, window, format }: Pick<Props, "free" | "day" | "window" | "format">) => {
  const chosen = free?.days.find((other) => other.day === day);
  return (
    <div
      class="windows"
      role="radiogroup"
      aria-label={chosen ? `${customer.pickWindow}, ${format.day(day)}` : customer.pickWindow}
    >
      <p class="all">
        {chosen ? (
          <b>{format.day(day)}</b>
        ) : (
          free && hasOpenings(free) && <span class="small quiet">{customer.neededDay}</span>
        )}
      </p>
      {free && chosen && <WindowTiles free={free} chosen={chosen} window={window} />}
    </div>
  );
};

const hasOpenings = ({ days }: FreeDays) => days.some((day) => openingsOf(day) > 0);
const hasLaterDays = ({ next, last }: FreeDays) => next <= last;

interface StripProps extends Omit<Props, "window"> {
  /** A tile before the first day: "Any day". */
  first?: ComponentChildren;
}

/** The loaded days in a row, as radio buttons `day`. */
export const DayStrip = ({ free, day, format, more, first }: StripProps) => {
  const loading = free === null || free.state === "loading";
  const empty = free === null || free.days.length === 0;
  return (
    <div
      class="strip"
      role="radiogroup"
      aria-label={customer.pickDay}
      aria-busy={loading && empty ? "true" : undefined}
    >
      {first}
      {free?.days.map((other) => (
        <label class="tile" key={other.day}>
          <input
            type="radio"
            name="day"
            value={other.day}
            checked={other.day === day}
            disabled={openingsOf(other) === 0}
            aria-label={`${format.day(other.day)}, ${openText(free, other)}`}
          />
          <span class="strike">{format.weekday(other.day)}</span>
          <b>{Number(other.day.slice(8))}</b>
          <span class="strike num">{openText(free, other)}</span>
        </label>
      ))}
      {loading && empty && [0, 1, 2, 3, 4].map((tile) => <div class="tile wait" key={tile} />)}
      {free && free.state !== "failed" && hasLaterDays(free) && !empty && (
        <button type="button" class="plain wide" onClick={more} aria-disabled={loading}>
          {customer.laterDays}
        </button>
      )}
    </div>
  );
};

const WindowTiles = ({ free, chosen, window }: { free: FreeDays; chosen: Day; window: string }) =>
  chosen.windows.map((other) => (
    <label class="tile" key={windowValue(other)}>
      <input
        type="radio"
        name="window"
        value={windowValue(other)}
        checked={windowValue(other) === window}
        disabled={other.left === 0}
      />
      <b>{sentenceCase(windowText(other))}</b>
      <br />
      <span class="small quiet">
        {other.left > 0 ? customer.openings(other.left) : customer.noOpening[shortageOf(free, chosen.day, other)]}
      </span>
    </label>
  ));
