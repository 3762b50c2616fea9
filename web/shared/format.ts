import * as clock from "#message/clock.ts";

export { phoneText, telLink } from "../../domain/phone.ts";

/**
 * Money, days and times as people say them. Days (`2026-11-27`) and windows are local to the business, so no time zone
 * applies to them. Instants are UTC and are shown in the business's time zone.
 */
export interface Format {
  /** `$600`, or `$149.50` if there are cents. For lists. */
  money(cents: number, currency: string): string;
  /** `$600.00`. For totals and receipts. */
  fullMoney(cents: number, currency: string): string;
  /** `Fri, Nov 27` */
  day(day: string): string;
  /** `Nov 27` */
  date(day: string): string;
  /** `December 2026` */
  month(day: string): string;
  /** `Fri` */
  weekday(day: string): string;
  /** The business's calendar day at an instant. */
  dayOf(at: number): string;
  /** `14:05`, on the business's clock. */
  wallTime(at: number): string;
  /** `2:05 PM`, `noon` */
  time(at: number): string;
  /** `Today 9:12 AM`, `Yesterday 4:40 PM`, `Nov 20` */
  moment(at: number, now: number): string;
}

export interface Window {
  start: string;
  end: string;
}

/** `locale` is the business's. It decides how a region writes dates and money, but not the page's language. */
export const createFormat = (locale: string, zone: string): Format => {
  const tag = locale.startsWith(clock.language) ? locale : clock.language;
  const dates = (options: Intl.DateTimeFormatOptions, timeZone = "UTC") => {
    const format = new Intl.DateTimeFormat(tag, { ...options, timeZone });
    return (value: string | number) => format.format(new Date(value));
  };
  const money = (cents: number, currency: string, whole: boolean) => {
    const format = new Intl.NumberFormat(tag, { style: "currency", currency });
    const unit = 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
    return whole && cents % unit === 0
      ? new Intl.NumberFormat(tag, { style: "currency", currency, maximumFractionDigits: 0 }).format(cents / unit)
      : format.format(cents / unit);
  };
  const date = dates({ month: "short", day: "numeric" });
  // Swedish writes a date as ISO 8601 does.
  const isoDay = new Intl.DateTimeFormat("sv", { timeZone: zone });
  const dayOf = (at: number) => isoDay.format(new Date(at));
  const wall = new Intl.DateTimeFormat("sv", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const wallTime = (at: number) => wall.format(new Date(at));
  const timeOf = (at: number) => hourAndMinute(wallTime(at));
  return {
    money: (cents, currency) => money(cents, currency, true),
    fullMoney: (cents, currency) => money(cents, currency, false),
    day: dates({ weekday: "short", month: "short", day: "numeric" }),
    date,
    month: dates({ month: "long", year: "numeric" }),
    weekday: dates({ weekday: "short" }),
    dayOf,
    wallTime,
    time: (at) => clock.hour(...timeOf(at)),
    moment: (at, now) => {
      const day = dayOf(at);
      const label = day === dayOf(now) ? clock.today : day === dayAfter(dayOf(now), -1) ? clock.yesterday : "";
      return label ? `${label} ${clock.hour(...timeOf(at))}` : date(day);
    },
  };
};

/** `8 AM–noon`, or `8–10 AM` if both times are in the same half of the day. */
export const windowText = (window: Window): string => clock.range(...windowEnds(window));

const windowEnds = (window: Window): [from: string, to: string] => {
  const [from, to] = [hourAndMinute(window.start), hourAndMinute(window.end)];
  const first = from[0] < 12 === to[0] < 12 && clock.hour(...to) !== clock.bare(...to) ? clock.bare : clock.hour;
  return [first(...from), clock.hour(...to)];
};

/** `noon–4 PM` → `Noon–4 PM` */
export const sentenceCase = (text: string): string => text.charAt(0).toLocaleUpperCase(clock.language) + text.slice(1);

/** The day `count` days later. Counts in UTC, which has no daylight saving. */
export const dayAfter = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);

/** The Monday of the week that the day is in. */
export const mondayOf = (day: string): string => dayAfter(day, -((new Date(day).getUTCDay() + 6) % 7));

const hourAndMinute = (time: string): [hour: number, minute: number] => {
  const [hour = "0", minute = "0"] = time.split(":");
  return [Number(hour), Number(minute)];
};
