import type { ComponentChildren } from "preact";
import { dayAfter, sentenceCase, windowText, type Format } from "./format.ts";
import { placesOf, windowValue, type FreeDays } from "./free-days.ts";
import * as shared from "./message/shared.ts";

interface Props {
  free: FreeDays | null;
  day: string;
  window: string;
  format: Format;
  more: () => void;
  /** A tile before the first day: "Any day". */
  first?: ComponentChildren;
}

/** A strip of days and the windows of the chosen one, as radio buttons `day` and `window` of the form around it. */
export const DayPicker = ({ free, day, window, format, more, first }: Props) => {
  const days = free?.days ?? [];
  const chosen = days.find((one) => one.day === day);
  const open = days.some((one) => placesOf(one) > 0);
  const further = free !== null && free.next <= free.last;
  const loading = free === null || free.state === "loading";
  return (
    <>
      <div
        class="strip"
        role="radiogroup"
        aria-label={shared.pickDay}
        aria-busy={loading && days.length === 0 ? "true" : undefined}
      >
        {first}
        {days.map((one) => (
          <label class="tile" key={one.day}>
            <input
              type="radio"
              name="day"
              value={one.day}
              checked={one.day === day}
              disabled={placesOf(one) === 0}
              aria-label={`${format.day(one.day)}, ${shared.dayLeft(placesOf(one))}`}
            />
            <span class="strike">{format.weekday(one.day)}</span>
            <b>{Number(one.day.slice(8))}</b>
            <span class="strike num">{shared.dayLeft(placesOf(one))}</span>
          </label>
        ))}
        {loading && days.length === 0 && [0, 1, 2, 3, 4].map((n) => <div class="tile wait" key={n} />)}
        {free?.state !== "failed" && further && days.length > 0 && (
          <button type="button" class="plain wide" onClick={more} aria-disabled={loading}>
            {shared.laterDays}
          </button>
        )}
      </div>
      {free?.state === "failed" && (
        <p class="note" role="alert">
          {shared.daysFailed}{" "}
          <button type="button" class="bare" onClick={more}>
            {shared.retry}
          </button>
        </p>
      )}
      {free?.state === "here" && !open && (
        <p class="note" role="status">
          {further ? shared.noPlaces(format.day(dayAfter(free.next, -1))) : shared.noMorePlaces}{" "}
          {further && (
            <button type="button" class="bare" onClick={more}>
              {shared.lookFurther}
            </button>
          )}
        </p>
      )}
      <div
        class="windows"
        role="radiogroup"
        aria-label={chosen ? `${shared.pickWindow}, ${format.day(day)}` : shared.pickWindow}
      >
        <p class="small quiet all">{chosen ? format.day(day) : open && shared.neededDay}</p>
        {chosen?.windows.map((one) => (
          <label class="tile" key={windowValue(one)}>
            <input
              type="radio"
              name="window"
              value={windowValue(one)}
              checked={windowValue(one) === window}
              disabled={one.left === 0}
            />
            <b>{sentenceCase(windowText(one))}</b>
            <br />
            <span class="small quiet">{shared.places(one.left)}</span>
          </label>
        ))}
      </div>
    </>
  );
};
