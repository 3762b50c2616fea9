import type { TrackedJob } from "../../http/client.ts";
import { inCalendar } from "./in-calendar.ts";

/**
 * Returns the next visit as a calendar file; null without a day. A later file, also that of an email, updates the entry, and
 * the file of a cancelled job takes it out. The tracking link is not in it, because people share their calendars.
 */
export const calendarFile = (job: TrackedJob): string | null => {
  const { calendar, status, service, business, updated_at } = job;
  const { day, window } = inCalendar(job);
  if (day === null) return null;
  const cancelled = status === "cancelled";
  const at = (time: string) => utc(instantAt(business.time_zone, day, time));
  const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Tailboard//Tailboard//EN",
    `METHOD:${cancelled ? "CANCEL" : "PUBLISH"}`,
    "BEGIN:VEVENT",
    `UID:${calendar.uid}`,
    `SEQUENCE:${calendar.sequence}`,
    `DTSTAMP:${utc(Date.parse(updated_at))}`,
    ...(window === null
      ? [`DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`, `DTEND;VALUE=DATE:${next.replaceAll("-", "")}`]
      : [`DTSTART:${at(window.start)}`, `DTEND:${at(window.end)}`]),
    `SUMMARY:${escaped(`${business.name}: ${service}`)}`,
    ...(business.phone === null ? [] : [`DESCRIPTION:${escaped(business.phone)}`]),
    `STATUS:${cancelled ? "CANCELLED" : "CONFIRMED"}`,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]
    .map(folded)
    .join("\r\n");
};

/** Hands the file to the phone, which opens it in its calendar. */
export const saveCalendar = (job: TrackedJob): void => {
  const text = calendarFile(job);
  if (text === null) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
  link.download = `${job.id}.ics`;
  link.click();
  URL.revokeObjectURL(link.href);
};

/** The instant of a time on the business's clock. The second step is for a day on which the clock changes. */
const instantAt = (zone: string, day: string, time: string): number => {
  const wall = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  const ahead = (at: number) => Date.parse(`${wall.format(at).replace(" ", "T")}Z`) - at;
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  return asUtc - ahead(asUtc - ahead(asUtc));
};

/** `20261127T164000Z` */
const utc = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "");

const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, "\\$&").replaceAll(/\s+/g, " ");

/** A line has at most 75 octets and continues after a space, or some programs drop the file. */
const folded = (line: string): string => {
  let [text, octets] = ["", 0];
  for (const letter of line) {
    const size = new TextEncoder().encode(letter).length;
    if (octets + size > 75) [text, octets] = [`${text}\r\n `, 1];
    text += letter;
    octets += size;
  }
  return text;
};
