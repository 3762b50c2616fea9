import type { Day, Window } from "../../domain/day.ts";
import { addDays } from "../../domain/day.ts";
import type { Location } from "../../domain/job.ts";
import type { Settings } from "../../domain/settings.ts";
import type { JobView } from "../../projection/job-view.ts";
import { createFormat, windowText, sentenceCase, type Format } from "../../web/shared/format.ts";
import * as message from "../message.ts";

/** What every text about jobs needs to know of the business. */
export interface Setting {
  settings: Settings;
  today: Day;
  format: Format;
  /** False where no server has said where it serves the links. */
  linksKnown: boolean;
}

export const settingOf = (settings: Settings, today: Day, linksKnown = true): Setting => ({
  linksKnown,
  settings,
  today,
  format: createFormat(settings.business.locale, settings.business.time_zone),
});

/** `Fri, Nov 27 (today)`, with the year if it is not this one. */
export const dayText = (day: Day | null, { today, format }: Setting): string => {
  if (day === null) return message.noDay;
  const near = day === today ? message.today : day === addDays(today, 1) ? message.tomorrow : null;
  const year = day.slice(0, 4) === today.slice(0, 4) ? "" : ` ${day.slice(0, 4)}`;
  return `${format.day(day)}${year}${near === null ? "" : ` (${near})`}`;
};

export const timeText = (day: Day | null, window: Window | null): string =>
  window === null ? (day === null ? "" : message.anyTime) : sentenceCase(windowText(window));

export const whenText = (visit: { day: Day | null; window: Window | null }, setting: Setting): string =>
  visit.day === null ? message.noDay : `${dayText(visit.day, setting)}, ${timeText(visit.day, visit.window)}`;

export const statusText = ({ status, stage }: Pick<JobView, "status" | "stage">): string => {
  const more = status === stage ? undefined : message.stage[stage];
  return more === undefined ? message.status[status] : `${message.status[status]}, ${more}`;
};

export const crewText = (crew: string | null, { settings }: Setting): string =>
  crew === null ? message.noCrew : (settings.crews.find(({ id }) => id === crew)?.name ?? crew);

/** `Soderblom Ave, San Diego, CA 92122` */
export const addressText = ({ street, city, state, postal_code: postalCode }: Location): string =>
  [street, city, [state, postalCode].filter((part) => part !== undefined && part !== "").join(" ")]
    .filter((part) => part !== "")
    .join(", ");
