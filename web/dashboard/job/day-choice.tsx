import { sentenceCase, windowText } from "../../shared/format.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { leftOn, type DayBook, type DayRoom } from "./day-book.ts";
import { readWhen, whenValue } from "./job-draft.ts";
import { windowOn, type Opening } from "./opening.ts";
import { useDayStrip, useNextOpening, type DayStrip } from "./use-day-strip.ts";

export interface DayChoiceProps {
  app: AppContext;
  book: DayBook;
  /** `2026-11-27 08:00-12:00`, a day alone for any time, or empty for no day. */
  value: string;
  /** The present day and window of the job, which needs no further opening there. */
  now: string | null;
  today: string;
  /** The wanted day without an opening, if the value moved on to the next opening after it. */
  skipped?: string | null;
  choose: (value: string) => void;
}

/** A week of days with the openings of each, then the windows of the chosen day. */
export const DayChoice = (props: DayChoiceProps) => {
  const { app, book, value, now, today, choose } = props;
  const { day, window } = readWhen(value);
  const strip = useDayStrip(book, day, today);
  const next = useNextOpening(props);
  const present = { today, time: app.wallTime(app.browser.now()) };
  const openDay = (chosen: string) => {
    const wanted = day === null ? undefined : window;
    choose(whenValue(chosen, windowOn(chosen, book.room(chosen), wanted, present)));
  };
  const firstDay = now === null || now === "" ? strip.from : (readWhen(now).day ?? strip.from);
  return (
    <div class="when">
      <Days {...{ app, book, strip, day, openDay, today }} />
      {strip.failed && <p class="error">{message.daysFailed}</p>}
      <Windows {...props} day={day} start={window?.start} room={day === null ? undefined : book.room(day)} />
      <p class="when-said" role="status">
        {next !== null && <NextOpening {...props} {...next} />}
      </p>
      {/* Not a radio beside the windows, because an arrow key among them must not remove the day. */}
      <label class="when-open">
        <input
          type="checkbox"
          name="unscheduled"
          checked={day === null}
          onChange={({ currentTarget }) => (currentTarget.checked ? choose("") : openDay(firstDay))}
        />{" "}
        {message.leaveUnscheduled}
      </label>
    </div>
  );
};

interface DaysProps {
  app: AppContext;
  book: DayBook;
  strip: DayStrip;
  day: string | null;
  today: string;
  openDay: (day: string) => void;
}

const Days = ({ app, book, strip, day, today, openDay }: DaysProps) => (
  <div class="when-days">
    <button
      type="button"
      class="plain"
      aria-label={message.earlier}
      aria-disabled={strip.from <= today}
      onClick={() => strip.from > today && strip.earlier()}
    >
      ‹
    </button>
    <div class="when-strip" role="radiogroup" aria-label={message.day}>
      {strip.days.map((shown) => (
        <DayTile key={shown} {...{ app, openDay }} day={shown} room={book.room(shown)} checked={shown === day} />
      ))}
    </div>
    <button type="button" class="plain" aria-label={message.later} onClick={strip.later}>
      ›
    </button>
  </div>
);

interface TileProps {
  app: AppContext;
  day: string;
  room: DayRoom | undefined;
  checked: boolean;
  openDay: (day: string) => void;
}

const DayTile = ({ app: { format }, day, room, checked, openDay }: TileProps) => {
  const text = room === undefined ? "" : roomText(room);
  return (
    <label class="tile" data-full={room !== undefined && leftOn(room) === 0}>
      <input
        type="radio"
        name="day"
        value={day}
        checked={checked}
        aria-label={`${format.day(day)}${text === "" ? "" : `, ${text}`}`}
        onChange={() => openDay(day)}
      />
      <span>{format.weekday(day)}</span>
      <b>{Number(day.slice(8))}</b>
      <span class="num">{text}</span>
    </label>
  );
};

const roomText = (room: DayRoom): string =>
  room.closed || room.windows.length === 0 ? message.closedDay : message.open(leftOn(room));

interface WindowsProps extends DayChoiceProps {
  day: string | null;
  /** The start of the chosen window; undefined for any time. */
  start: string | undefined;
  room: DayRoom | undefined;
}

const Windows = ({ app, now, day, start, room, choose }: WindowsProps) => (
  <div
    class="when-windows"
    role="radiogroup"
    aria-label={day === null ? message.window : `${message.window}, ${app.format.day(day)}`}
  >
    {room?.windows.map((window) => {
      const isPresent = now === whenValue(day, window);
      const isFull = (room.closed || window.taken >= window.capacity) && !isPresent;
      const left = room.closed ? message.closedDay : message.open(Math.max(0, window.capacity - window.taken));
      return (
        <label class="tile" key={window.start}>
          <input
            type="radio"
            name="window"
            value={`${window.start}-${window.end}`}
            checked={window.start === start}
            onChange={() => choose(whenValue(day, { start: window.start, end: window.end }))}
          />
          <b>{sentenceCase(windowText(window))}</b>
          <span class={isFull ? "small bad" : "small quiet"}>
            {isPresent ? message.isHere : left}
            {" · "}
            {message.takenOf(window.taken, window.capacity)}
          </span>
        </label>
      );
    })}
    {day !== null && (
      <label class="tile">
        <input
          type="radio"
          name="window"
          value=""
          checked={start === undefined}
          onChange={() => choose(whenValue(day, null))}
        />
        <b>{staff.anyTime}</b>
        <span class="small quiet">{message.noLimit}</span>
      </label>
    )}
  </div>
);

interface NextProps extends DayChoiceProps {
  /** The day without an opening. */
  full: string;
  opening: Opening | null;
}

/** Says that a day has no opening, and offers the next one. */
const NextOpening = ({ app, book, full, opening, skipped = null, choose }: NextProps) => {
  const { format } = app;
  const text = opening === null ? "" : `${format.day(opening.day)} ${windowText(opening.window)}`;
  return (
    <>
      {message.noOpenings(format.day(full), book.room(full)?.closed === true, text)}{" "}
      {skipped === null && opening !== null && (
        <button
          type="button"
          class="bare"
          onClick={(event) => {
            // The button disappears with the choice, so the focus moves to what was chosen.
            event.currentTarget.closest(".when")?.querySelector<HTMLElement>("input:checked")?.focus();
            choose(whenValue(opening.day, opening.window));
          }}
        >
          {message.takeNext(text)}
        </button>
      )}
    </>
  );
};
