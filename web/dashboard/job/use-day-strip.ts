import { useEffect, useReducer, useState } from "preact/hooks";
import { dayAfter } from "../../shared/format.ts";
import { lastDay } from "../day-range.ts";
import { leftOn, type DayBook } from "./day-book.ts";
import type { DayChoiceProps } from "./day-choice.tsx";
import { readWhen } from "./job-draft.ts";
import { openingAfter, type Opening } from "./opening.ts";

/** How many days the strip shows. */
const shown = 7;

export interface DayStrip {
  from: string;
  days: string[];
  /** True if the openings of some day could not be loaded. */
  failed: boolean;
  earlier: () => void;
  later: () => void;
}

/** The week of days on the screen. It loads the openings of each, and moves to the chosen day. */
export const useDayStrip = (book: DayBook, day: string | null, today: string): DayStrip => {
  const [from, setFrom] = useState(() => firstShown(day, today));
  const [failed, setFailed] = useState(false);
  const [, render] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const isComplete = await book.load(from, shown);
      if (day !== null && book.room(day) === undefined) await book.load(day, 1);
      if (gone) return;
      setFailed(!isComplete);
      render(undefined);
    };
    void load();
    return () => {
      gone = true;
    };
  }, [book, from, day]);
  useEffect(() => {
    if (day !== null && (day < from || day >= dayAfter(from, shown))) setFrom(firstShown(day, today));
  }, [day]);
  return {
    from,
    days: Array.from({ length: shown }, (_, index) => dayAfter(from, index)),
    failed,
    earlier: () => setFrom(turned(from, -shown, today)),
    later: () => setFrom(turned(from, shown, today)),
  };
};

/** The day without an opening and the next opening after it; null while the chosen day has one. */
export const useNextOpening = ({
  app,
  book,
  value,
  now,
  today,
  skipped = null,
}: DayChoiceProps): { full: string; opening: Opening | null } | null => {
  const [next, setNext] = useState<{ after: string; opening: Opening | null } | null>(null);
  const { day, window } = readWhen(value);
  const room = day === null ? undefined : book.room(day);
  const isPresentDay = day !== null && now !== null && readWhen(now).day === day;
  const full = skipped ?? (day !== null && room !== undefined && leftOn(room) === 0 && !isPresentDay ? day : null);
  useEffect(() => {
    if (full === null || skipped !== null) return;
    let gone = false;
    const present = { today, time: app.wallTime(app.browser.now()) };
    const find = async () => {
      const opening = await openingAfter(book, full < today ? dayAfter(today, -1) : full, present);
      if (!gone) setNext({ after: full, opening });
    };
    void find();
    return () => {
      gone = true;
    };
  }, [book, full, skipped]);
  if (full === null) return null;
  if (skipped !== null) return { full, opening: day === null || window === null ? null : { day, window } };
  return next?.after === full ? { full, opening: next.opening } : null;
};

const firstShown = (day: string | null, today: string): string =>
  day === null || day < today || day < dayAfter(today, shown) ? today : turned(day, 0, today);

/** `from` moved by some days, between today and the last week that the API takes. */
const turned = (from: string, by: number, today: string): string => {
  const next = dayAfter(from, by);
  const lastStart = dayAfter(lastDay(today), 1 - shown);
  return next < today ? today : next > lastStart ? lastStart : next;
};
