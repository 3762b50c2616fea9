import * as customer from "#message/customer.ts";
import { dayAfter, type Format } from "../format.ts";
import { openingsOf, type FreeDays } from "../free-days.ts";
import { openText } from "../open-text.ts";
import { column, daysShown, monthAfter, monthOf, weekStartOf, type Month } from "./month.ts";
import { partOf, type Stay } from "./stay.ts";

interface Props {
  month: Month;
  free: FreeDays;
  /** The chosen day. */
  day: string;
  /** The days that a rental would stay. Null for a visit. */
  stay: Stay | null;
  /** Leaves out the openings below the numbers of the days. */
  numbers?: boolean;
  /** The name of the group of radio buttons for a screen reader. */
  label: string;
  locale: string;
  format: Format;
  /** Shows another month. */
  turn: (month: Month) => void;
}

/** One month of days as radio buttons `day`. A rental is painted from its drop-off to the day it is due. */
export const MonthCalendar = (props: Props) => {
  const { month, free, label, locale, format } = props;
  const weekStart = weekStartOf(locale);
  const shown = daysShown(month, free.first, weekStart);
  const dates = daysBetween(shown.from, shown.to);
  const title = monthsOf(dates, format);
  return (
    <div class="month" aria-busy={free.state === "loading" ? "true" : undefined}>
      <Turn {...props} title={title} />
      <div class="week" aria-hidden="true">
        {dates.slice(7, 14).map((_, index) => {
          const date = dayAfter(shown.from, 7 - column(shown.from, weekStart) + index);
          return <span key={date}>{format.weekday(date)}</span>;
        })}
      </div>
      <div class="cells" role="radiogroup" aria-label={`${label}, ${title}`}>
        {Array.from({ length: column(shown.from, weekStart) }, (_, index) => (
          <span key={`before ${index}`} />
        ))}
        {dates.map((date) => (
          <Cell key={date} date={date} {...props} />
        ))}
      </div>
    </div>
  );
};

const daysBetween = (from: string, to: string): string[] =>
  Array.from({ length: (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1 }, (_, index) => dayAfter(from, index));

/** `December 2026`, or two months. A month with less than a week in view is named on its days alone. */
const monthsOf = (dates: string[], format: Format): string => {
  const [first = "", last = ""] = [dates[6], dates.at(-7)];
  return monthOf(first) === monthOf(last)
    ? format.month(first)
    : customer.months(format.month(first), format.month(last));
};

const Turn = ({ month, free, turn, title }: Props & { title: string }) => {
  const first = monthOf(free.first);
  const last = monthOf(free.last);
  // A disabled button would lose the focus, so an arrow that leads nowhere stays enabled.
  const arrow = (to: Month, label: string, line: string) => (
    <button
      type="button"
      class="arrow"
      aria-label={label}
      aria-disabled={to < first || to > last ? "true" : undefined}
      onClick={() => to >= first && to <= last && turn(to)}
    >
      <svg viewBox="0 0 24 24" width="20" fill="none" stroke="currentColor" stroke-width="1.8" aria-hidden="true">
        <path d={line} />
      </svg>
    </button>
  );
  return (
    <div class="row turn">
      <b aria-live="polite">{title}</b>
      <span>
        {arrow(monthAfter(month, -1), customer.earlierMonth, "m15 5-7 7 7 7")}
        {arrow(monthAfter(month, 1), customer.laterMonth, "m9 5 7 7-7 7")}
      </span>
    </div>
  );
};

const Cell = ({ date, free, day, stay, numbers, format }: Props & { date: string }) => {
  const known = free.days.find((other) => other.day === date);
  const openings = known === undefined ? 0 : openingsOf(known);
  const part = stay && partOf(stay, date);
  const text = textOf(free, date, known);
  // Days that are not loaded yet are not crossed out: they may have openings.
  const closed = openings === 0 && date >= free.first && date < free.next;
  const isFirst = date.endsWith("-01");
  const isFew = openings > 0 && openings < 3;
  const looks = ["cell", part, closed && !part && "none", isFew && "few", isFirst && "first"];
  return (
    <label class={looks.filter(Boolean).join(" ")}>
      <input
        type="radio"
        name="day"
        value={date}
        checked={date === day}
        disabled={openings === 0}
        aria-label={[format.day(date), text].filter(Boolean).join(", ")}
      />
      <b>{isFirst ? format.date(date) : Number(date.slice(8))}</b>
      {numbers !== true && <small>{text}</small>}
    </label>
  );
};

const textOf = (free: FreeDays, date: string, known: FreeDays["days"][number] | undefined): string => {
  if (known !== undefined) return openText(free, known);
  return date >= free.first && date < free.next ? customer.closedDay : "";
};
