import { useMemo, useRef, useState } from "preact/hooks";
import { createFormat, dayAfter, type Format } from "../../shared/format.ts";
import * as message from "#message/settings.ts";
import { lastDay } from "../day-range.ts";
import { ClosedDayVisits } from "./closed-day-visits.tsx";
import { firstDayOfWeek, monthAfter, monthOf, weeksOf } from "./month.ts";
import { SectionCard } from "./section-card.tsx";
import type { Section } from "./section.ts";
import { useSection, type SettingsContext } from "./use-section.ts";
import { weekdays } from "./week-grid.ts";

const closed: Section<{ closed_days: string[] }> = {
  id: "closed",
  title: message.closed,
  read: ({ closed_days: days }) => ({ closed_days: days }),
  write: (settings, { closed_days: days }) => ({ ...settings, closed_days: days }),
  label: () => message.closedKey,
  text: (_, { closed_days: days }, { business }) => {
    const format = createFormat(business.locale, business.time_zone);
    return days.map((day) => format.date(day)).join(", ") || message.none;
  },
};

/** A calendar of buttons: a pressed day is closed. Past days stay as they are. */
export const ClosedSection = ({ context }: { context: SettingsContext }) => {
  const edited = useSection(context, closed);
  const { business } = context.settings;
  const format = useMemo(() => createFormat(business.locale, business.time_zone), [business]);
  const today = format.dayOf(context.now());
  const days = edited.value.closed_days;
  const toggle = (day: string) =>
    edited.change({
      closed_days: days.includes(day) ? days.filter((other) => other !== day) : [...days, day].toSorted(),
    });
  const ahead = days.filter((day) => day >= today);
  return (
    <SectionCard section={closed} edited={edited} context={context} more={message.closedMore}>
      <Month {...{ format, today, days, toggle }} locale={business.locale} />
      <ClosedDayVisits
        api={context.api}
        days={ahead.filter((day) => !context.settings.closed_days.includes(day))}
        format={format}
      />
      {ahead.length === 0 ? (
        <p class="quiet small">{message.noClosed}</p>
      ) : (
        <ul class="page-chips" aria-label={message.closedCount(ahead.length)}>
          {ahead.map((day) => (
            <li key={day}>
              {format.day(day)}
              <button
                type="button"
                class="page-x"
                aria-label={message.reopen(format.day(day))}
                onClick={() => toggle(day)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  );
};

interface MonthProps {
  format: Format;
  locale: string;
  today: string;
  /** The closed days. */
  days: string[];
  toggle: (day: string) => void;
}

/** One month. The arrow keys move by a day or a week, into the next month too. */
const Month = ({ format, locale, today, days, toggle }: MonthProps) => {
  const last = lastDay(today);
  const [cursor, setCursor] = useState(today);
  const grid = useRef<HTMLDivElement>(null);
  const month = monthOf(cursor);
  const firstDay = firstDayOfWeek(locale);
  const handleKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const day = dayAfter(cursor, step);
    if (day < today || day > last) return;
    setCursor(day);
    // The button may be in a month that is not rendered yet.
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus());
  };
  return (
    <div class="page-month">
      <MonthHead {...{ month, locale, today, last, setCursor }} />
      <div class="page-days" ref={grid} role="group" aria-label={monthText(month, locale)} onKeyDown={handleKey}>
        {weekdaysFrom(firstDay).map((day) => (
          <span key={day} class="small quiet" aria-hidden="true">
            {message.shortDays[day].slice(0, 2)}
          </span>
        ))}
        {weeksOf(month, firstDay)
          .flat()
          .map((day, index) =>
            day === null ? (
              <span key={`blank-${index}`} />
            ) : (
              <button
                key={day}
                type="button"
                data-day={day}
                aria-pressed={days.includes(day)}
                aria-label={format.day(day)}
                aria-current={day === today ? "date" : undefined}
                disabled={day < today || day > last}
                tabIndex={day === cursor ? 0 : -1}
                onFocus={() => setCursor(day)}
                onClick={() => toggle(day)}
              >
                {Number(day.slice(8))}
              </button>
            ),
          )}
      </div>
    </div>
  );
};

interface HeadProps {
  month: string;
  locale: string;
  today: string;
  last: string;
  setCursor: (day: string) => void;
}

const MonthHead = ({ month, locale, today, last, setCursor }: HeadProps) => {
  const turn = (count: number) => {
    const next = monthAfter(month, count);
    setCursor(next === monthOf(today) ? today : `${next}-01`);
  };
  return (
    <div class="page-month-head">
      <button
        type="button"
        class="plain"
        aria-label={message.monthBefore}
        disabled={month <= monthOf(today)}
        onClick={() => turn(-1)}
      >
        ‹
      </button>
      <b aria-live="polite">{monthText(month, locale)}</b>
      <button
        type="button"
        class="plain"
        aria-label={message.monthNext}
        disabled={month >= monthOf(last)}
        onClick={() => turn(1)}
      >
        ›
      </button>
    </div>
  );
};

/** `weekdays` begins on Monday, `firstDay` counts from Sunday. */
const weekdaysFrom = (firstDay: number) => weekdays.map((_, index) => weekdays[(index + firstDay + 6) % 7] ?? "mon");

const monthText = (month: string, locale: string): string =>
  new Intl.DateTimeFormat(locale.startsWith("en") ? locale : "en", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${month}-01T00:00:00Z`));
