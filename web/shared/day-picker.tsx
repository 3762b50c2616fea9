import type { ComponentChildren } from "preact";
import * as customer from "#message/customer.ts";
import { dayAfter, sentenceCase, windowText, type Format } from "./format.ts";
import { openingsOf, shortageOf, windowValue, type FreeDays } from "./free-days.ts";

interface Props {
  free: FreeDays | null;
  day: string;
  window: string;
  format: Format;
  more: () => void;
  /** A tile before the first day: "Any day". */
  first?: ComponentChildren;
}

type Day = FreeDays["days"][number];

/** A strip of days and the windows of the chosen day, as radio buttons `day` and `window` of the form around them. */
export const DayPicker = (props: Props) => {
  const { free, day, format, more } = props;
  const open = free?.days.some((other) => openingsOf(other) > 0) === true;
  const chosen = free?.days.find((other) => other.day === day);
  return (
    <>
      <DayStrip {...props} />
      {free?.state === "failed" && (
        <p class="note" role="alert">
          {customer.daysFailed}{" "}
          <button type="button" class="bare" onClick={more}>
            {customer.retry}
          </button>
        </p>
      )}
      {free?.state === "here" && !open && (
        <p class="note" role="status">
          {hasLaterDays(free) ? customer.noOpenings(format.day(dayAfter(free.next, -1))) : customer.noMoreOpenings}{" "}
          {hasLaterDays(free) && (
            <button type="button" class="bare" onClick={more}>
              {customer.showLaterDays}
            </button>
          )}
        </p>
      )}
      <div
        class="windows"
        role="radiogroup"
        aria-label={chosen ? `${customer.pickWindow}, ${format.day(day)}` : customer.pickWindow}
      >
        <p class="small quiet all">{chosen ? format.day(day) : open && customer.neededDay}</p>
        {free && chosen && <WindowTiles free={free} chosen={chosen} window={props.window} />}
      </div>
    </>
  );
};

const hasLaterDays = ({ next, last }: FreeDays) => next <= last;

const DayStrip = ({ free, day, format, more, first }: Props) => {
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

/** `3 open`. A day is too soon only if its last window is. */
const openText = (free: FreeDays, day: Day): string => {
  const openings = openingsOf(day);
  const lastWindow = day.windows.at(-1);
  if (openings > 0 || lastWindow === undefined) return customer.open(openings);
  return customer.noneOpen[shortageOf(free, day.day, lastWindow)];
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
