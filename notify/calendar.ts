import type { Instant } from "../domain/clock.ts";
import { addDays, instantIn, type Day, type Window } from "../domain/day.ts";

/** An entry of a calendar, as RFC 5545 has it. All times are UTC, because programs read named zones differently. */
export interface CalendarEvent {
  /** The same for one visit forever, so that a move updates the entry. */
  uid: string;
  /** Grows with each change. */
  sequence: number;
  changed_at: Instant;
  summary: string;
  location?: string;
  description?: string;
  time: CalendarTime;
  /** The entry disappears, or is shown as crossed out. */
  cancelled?: boolean;
}

/** A whole day has no window: the visit comes at any time. */
export type CalendarTime = { start: Instant; end: Instant } | { day: Day };

export interface CalendarOptions {
  /** `PUBLISH` and `CANCEL` are files of an email. A feed has no method. */
  method?: "PUBLISH" | "CANCEL";
  /** The name of a feed. */
  name?: string;
  /** How often a program should read a feed again, such as `PT1H`. */
  refresh?: string;
}

/** Writes a calendar file: lines end with CRLF and have at most 75 octets, or some programs drop the whole file. */
export const calendarText = (
  events: readonly CalendarEvent[],
  { method, name, refresh }: CalendarOptions = {},
): string => {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Tailboard//Tailboard//EN",
    ...(method === undefined ? [] : [`METHOD:${method}`]),
    ...(name === undefined ? [] : [`X-WR-CALNAME:${escaped(name)}`]),
    ...(refresh === undefined ? [] : [`REFRESH-INTERVAL;VALUE=DURATION:${refresh}`, `X-PUBLISHED-TTL:${refresh}`]),
    ...events.flatMap(linesOf),
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
};

/** Returns when a visit is, on the wall clock of the business. */
export const visitTime = (zone: string, day: Day, window: Window | null): CalendarTime =>
  window === null ? { day } : { start: instantIn(zone, day, window.start), end: instantIn(zone, day, window.end) };

const linesOf = (event: CalendarEvent): string[] => [
  "BEGIN:VEVENT",
  `UID:${escaped(event.uid)}`,
  `SEQUENCE:${event.sequence}`,
  `DTSTAMP:${utc(event.changed_at)}`,
  ...("day" in event.time
    ? [`DTSTART;VALUE=DATE:${digits(event.time.day)}`, `DTEND;VALUE=DATE:${digits(addDays(event.time.day, 1))}`]
    : [`DTSTART:${utc(event.time.start)}`, `DTEND:${utc(event.time.end)}`]),
  `SUMMARY:${escaped(event.summary)}`,
  ...(event.location === undefined ? [] : [`LOCATION:${escaped(event.location)}`]),
  ...(event.description === undefined ? [] : [`DESCRIPTION:${escaped(event.description)}`]),
  `STATUS:${event.cancelled === true ? "CANCELLED" : "CONFIRMED"}`,
  "END:VEVENT",
];

/** `20261127T164000Z` */
const utc = (at: Instant): string => at.replaceAll(/[-:]|\.\d+/gu, "");
const digits = (day: Day): string => day.replaceAll("-", "");

/** A line break in a value would begin another property. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\;,]/gu, (letter) => `\\${letter}`)
    .replaceAll(/\r\n?|\n/gu, "\\n")
    // Other control characters are not allowed in a calendar.
    .replaceAll(/\p{Cc}/gu, "");

/** A line continues after CRLF and a space, which counts. A letter of several octets is never split. */
const folded = (line: string): string => {
  let [text, octets] = ["", 0];
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > mostOctets) [text, octets] = [`${text}\r\n `, 1];
    text += letter;
    octets += size;
  }
  return text;
};
const encoder = new TextEncoder();
const mostOctets = 75;
