import { epochOf, type Instant } from "../domain/clock.ts";
import { addDays, instantIn, type Day, type Time, type Window } from "../domain/day.ts";
import type { Language } from "../domain/message/language.ts";
import { fractionDigits } from "../domain/money.ts";
import { remembered } from "../domain/remembered.ts";

/**
 * Days, times and money as messages say them. The words are ours, because those of `Intl` differ from one version to the
 * next and contain spaces that make a text two.
 */
export interface MessageWords {
  /** `Tue, Dec 1`, or `mar 1 dic`. */
  day(day: Day): string;
  /** `today` and `tomorrow`; any other day by its name. */
  relativeDay(day: Day, today: Day): string;
  /** `8am-12pm`. Null is any time. */
  window(window: Window | null): string;
  /** `10:40am`, on the business's clock. */
  time(at: Instant): string;
  /** `$1,249.00`. */
  money(cents: number, currency: string): string;
}

const said = {
  en: { today: "today", tomorrow: "tomorrow", anyTime: "any time" },
  es: { today: "hoy", tomorrow: "mañana", anyTime: "a cualquier hora" },
} as const;

export const wordsIn = (language: Language, { zone, locale }: { zone: string; locale: string }): MessageWords => {
  const dayText = (day: Day): string => {
    const parts = calendar(language).formatToParts(epochOf(instantIn("UTC", day, "12:00")));
    const part = (type: Intl.DateTimeFormatPartTypes): string =>
      plainSpaces(parts.find((one) => one.type === type)?.value ?? "").replace(".", "");
    return language === "en"
      ? `${part("weekday")}, ${part("month")} ${part("day")}`
      : `${part("weekday")} ${part("day")} ${part("month")}`;
  };
  return {
    day: dayText,
    relativeDay: (day, today) => {
      if (day === today) return said[language].today;
      return day === addDays(today, 1) ? said[language].tomorrow : dayText(day);
    },
    window: (window) => (window === null ? said[language].anyTime : `${hour(window.start)}-${hour(window.end)}`),
    time: (at) => hour(wallClock(zone).format(epochOf(at))),
    money: (cents, currency) => plainSpaces(amounts(locale, currency).format(cents / 10 ** fractionDigits(currency))),
  };
};

// A formatter takes longer to make than all the texts of a message.
const calendar = remembered(
  2,
  (language: Language) =>
    new Intl.DateTimeFormat(language === "en" ? "en-US" : "es-MX", {
      weekday: "short",
      month: "short",
      day: "numeric",
      timeZone: "UTC",
    }),
);
const wallClock = remembered(
  20,
  (zone: string) => new Intl.DateTimeFormat("sv", { timeZone: zone, hour: "2-digit", minute: "2-digit" }),
);
const amounts = remembered(
  20,
  (locale: string, currency: string) => new Intl.NumberFormat(locale, { style: "currency", currency }),
);

/** `8am` for `08:00`, `10:40am` for `10:40`, `12pm` for noon. */
const hour = (time: Time): string => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const half = hours % 24 < 12 ? "am" : "pm";
  return `${hours % 12 === 0 ? 12 : hours % 12}${minutes === 0 ? "" : `:${String(minutes).padStart(2, "0")}`}${half}`;
};

const plainSpaces = (text: string): string => text.replaceAll(/\s/gu, " ");
