import { useEffect, useMemo, useReducer, useState } from "preact/hooks";
import { dayAfter, sentenceCase, windowText } from "../../shared/format.ts";
import * as message from "../../shared/message/job.ts";
import { lastDay } from "../day-range.ts";
import type { Desk } from "../desk.ts";
import { createDayBook, leftOn } from "./day-book.ts";
import { readWhen, whenValue } from "./job-draft.ts";

interface Props {
  desk: Desk;
  /** `2026-11-27 08:00-12:00`, a day alone for any time, or empty for no day. */
  value: string;
  /** Where the job is now: it needs no further place there. */
  now: string | null;
  today: string;
  mayLeaveOpen: boolean;
  choose: (value: string) => void;
}

const shown = 7;

/** A week of days with what each has left, then the windows of the chosen one with theirs: before anything is moved. */
export const DayChoice = ({ desk, value, now, today, mayLeaveOpen, choose }: Props) => {
  const { office, format } = desk;
  const { day, window } = readWhen(value);
  const [from, setFrom] = useState(() => firstShown(day, today));
  const [failed, setFailed] = useState(false);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const book = useMemo(() => createDayBook(office), [office]);
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const whole = await book.load(from, shown);
      if (day !== null && book.room(day) === undefined) await book.load(day, 1);
      if (gone) return;
      setFailed(!whole);
      redraw(undefined);
    };
    void load();
    return () => {
      gone = true;
    };
  }, [book, from, day]);

  const room = day === null ? undefined : book.room(day);
  const days = Array.from({ length: shown }, (_, index) => dayAfter(from, index));
  return (
    <div class="when">
      <div class="when-days">
        <button
          type="button"
          class="plain"
          aria-label={message.earlier}
          aria-disabled={from <= today}
          onClick={() => from > today && setFrom(later(from, -shown, today))}
        >
          ‹
        </button>
        <div class="when-strip" role="radiogroup" aria-label={message.day}>
          {days.map((one) => {
            const left = book.room(one);
            const text =
              left === undefined
                ? ""
                : left.closed || left.windows.length === 0
                  ? message.closedDay
                  : message.left(leftOn(left));
            return (
              <label class="tile" key={one} data-full={left !== undefined && leftOn(left) === 0}>
                <input
                  type="radio"
                  name="day"
                  value={one}
                  checked={one === day}
                  aria-label={`${format.day(one)}${text === "" ? "" : `, ${text}`}`}
                  onChange={() => choose(whenValue(one, keptWindow(book.room(one)?.windows, window)))}
                />
                <span>{format.weekday(one)}</span>
                <b>{Number(one.slice(8))}</b>
                <span class="num">{text}</span>
              </label>
            );
          })}
        </div>
        <button
          type="button"
          class="plain"
          aria-label={message.later}
          onClick={() => setFrom(later(from, shown, today))}
        >
          ›
        </button>
      </div>
      {failed && <p class="error">{message.daysFailed}</p>}
      <div
        class="when-windows"
        role="radiogroup"
        aria-label={day === null ? message.window : `${message.window}, ${format.day(day)}`}
      >
        {room?.windows.map((one) => {
          const own = now === whenValue(day, one);
          const full = (room.closed || one.taken >= one.capacity) && !own;
          return (
            <label class="tile" key={one.start}>
              <input
                type="radio"
                name="window"
                value={`${one.start}-${one.end}`}
                checked={one.start === window?.start}
                onChange={() => choose(whenValue(day, { start: one.start, end: one.end }))}
              />
              <b>{sentenceCase(windowText(one))}</b>
              <span class={full ? "small bad" : "small quiet"}>
                {own
                  ? message.isHere
                  : room.closed
                    ? message.closedDay
                    : message.left(Math.max(0, one.capacity - one.taken))}
                {" · "}
                {message.takenOf(one.taken, one.capacity)}
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
              checked={window === null}
              onChange={() => choose(whenValue(day, null))}
            />
            <b>{message.anyWindow}</b>
            <span class="small quiet">{message.takesNoPlace}</span>
          </label>
        )}
        {mayLeaveOpen && (
          <label class="tile">
            <input type="radio" name="window" value="none" checked={day === null} onChange={() => choose("")} />
            <b>{message.leaveOpen}</b>
          </label>
        )}
      </div>
    </div>
  );
};

const firstShown = (day: string | null, today: string): string =>
  day === null || day < today || day < dayAfter(today, shown) ? today : later(day, 0, today);
const later = (from: string, by: number, today: string): string => {
  const next = dayAfter(from, by);
  const lastStart = dayAfter(lastDay(today), 1 - shown);
  return next < today ? today : next > lastStart ? lastStart : next;
};

/** Another day keeps the hours that were chosen, where it has them. */
const keptWindow = (
  windows: { start: string; end: string }[] | undefined,
  window: { start: string; end: string } | null,
) =>
  window !== null &&
  (windows === undefined || windows.some(({ start, end }) => start === window.start && end === window.end))
    ? window
    : null;
