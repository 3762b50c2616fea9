import { useEffect, useReducer, useState } from "preact/hooks";
import { dayAfter, sentenceCase, windowText } from "../../shared/format.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import { lastDay } from "../day-range.ts";
import type { AppContext } from "../app-context.ts";
import { leftOn, type DayBook } from "./day-book.ts";
import { readWhen, whenValue } from "./job-draft.ts";
import { openingAfter, windowOn, type Opening } from "./opening.ts";

interface Props {
  app: AppContext;
  book: DayBook;
  /** `2026-11-27 08:00-12:00`, a day alone for any time, or empty for no day. */
  value: string;
  /** Where the job is now: it needs no further place there. */
  now: string | null;
  today: string;
  /** The day that was wanted and has no opening, where the value was moved on to the next one that has. */
  skipped?: string | null;
  choose: (value: string) => void;
}

const shown = 7;

/** A week of days with what each has left, then the windows of the chosen one with theirs: before anything is moved. */
export const DayChoice = ({ app, book, value, now, today, skipped = null, choose }: Props) => {
  const { format, browser } = app;
  const present = { today, time: app.wallTime(browser.now()) };
  const { day, window } = readWhen(value);
  const [from, setFrom] = useState(() => firstShown(day, today));
  const [failed, setFailed] = useState(false);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [next, setNext] = useState<{ after: string; opening: Opening | null } | null>(null);
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

  // Another day was opened, or a skipped one is not on this strip: it begins anew where the value is.
  useEffect(() => {
    if (day !== null && (day < from || day >= dayAfter(from, shown))) setFrom(firstShown(day, today));
  }, [day]);

  const room = day === null ? undefined : book.room(day);
  const isOwn = day !== null && now !== null && readWhen(now).day === day;
  const full = skipped ?? (day !== null && room !== undefined && leftOn(room) === 0 && !isOwn ? day : null);
  useEffect(() => {
    if (full === null || skipped !== null) return;
    let gone = false;
    const ask = async () => {
      const opening = await openingAfter(book, full < today ? dayAfter(today, -1) : full, present);
      if (!gone) setNext({ after: full, opening });
    };
    void ask();
    return () => {
      gone = true;
    };
  }, [book, full, skipped]);
  const opening = skipped !== null ? openingOf(value) : next?.after === full ? next.opening : undefined;
  const openingText =
    opening === undefined || opening === null ? "" : `${format.day(opening.day)} ${windowText(opening.window)}`;
  const openDay = (one: string) =>
    choose(whenValue(one, windowOn(one, book.room(one), day === null ? undefined : window, present)));
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
                  : message.open(leftOn(left));
            return (
              <label class="tile" key={one} data-full={left !== undefined && leftOn(left) === 0}>
                <input
                  type="radio"
                  name="day"
                  value={one}
                  checked={one === day}
                  aria-label={`${format.day(one)}${text === "" ? "" : `, ${text}`}`}
                  onChange={() => openDay(one)}
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
                    : message.open(Math.max(0, one.capacity - one.taken))}
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
            <b>{staff.anyTime}</b>
            <span class="small quiet">{message.noLimit}</span>
          </label>
        )}
      </div>
      <p class="when-said" role="status">
        {full !== null && opening !== undefined && (
          <>
            {message.noOpenings(format.day(full), book.room(full)?.closed === true, openingText)}{" "}
            {skipped === null && opening !== null && (
              <button
                type="button"
                class="bare"
                onClick={(event) => {
                  // The button goes with the choice: the focus goes to what was chosen.
                  event.currentTarget.closest(".when")?.querySelector<HTMLElement>("input:checked")?.focus();
                  choose(whenValue(opening.day, opening.window));
                }}
              >
                {message.takeNext(openingText)}
              </button>
            )}
          </>
        )}
      </p>
      {/* No radio of the hours: an arrow among them must not lose the day. */}
      <label class="when-open">
        <input
          type="checkbox"
          name="unscheduled"
          checked={day === null}
          onChange={({ currentTarget }) =>
            currentTarget.checked
              ? choose("")
              : openDay(now === null || now === "" ? from : (readWhen(now).day ?? from))
          }
        />{" "}
        {message.leaveUnscheduled}
      </label>
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

const openingOf = (value: string): Opening | null => {
  const { day, window } = readWhen(value);
  return day === null || window === null ? null : { day, window };
};
