import { addDays, type Day, type Window } from "../../domain/day.ts";
import type { Location } from "../../domain/job.ts";
import type { Settings } from "../../domain/settings.ts";
import type { JobView } from "../../projection/job-view.ts";
import { createFormat, windowText, sentenceCase, type Format } from "../../web/shared/format.ts";
import * as message from "../message/jobs.ts";

/** What texts about jobs need to know about the business. */
export interface TextContext {
  settings: Settings;
  today: Day;
  format: Format;
  /** False if the address in tracking links is a guess, because no server has recorded where it serves this store. */
  linksKnown: boolean;
}

export const textContext = (settings: Settings, today: Day, linksKnown = true): TextContext => ({
  linksKnown,
  settings,
  today,
  format: createFormat(settings.business.locale, settings.business.time_zone),
});

/** `Fri, Nov 27 (today)`. The year is added only if it is not the current one. */
export const dayText = (day: Day | null, { today, format }: TextContext): string => {
  if (day === null) return message.notScheduled;
  const near = day === today ? message.today : day === addDays(today, 1) ? message.tomorrow : null;
  const year = day.slice(0, 4) === today.slice(0, 4) ? "" : ` ${day.slice(0, 4)}`;
  return `${format.day(day)}${year}${near === null ? "" : ` (${near})`}`;
};

export const timeText = (day: Day | null, window: Window | null): string =>
  window === null ? (day === null ? "" : message.anyTime) : sentenceCase(windowText(window));

export const whenText = (visit: { day: Day | null; window: Window | null }, context: TextContext): string =>
  visit.day === null ? message.notScheduled : `${dayText(visit.day, context)}, ${timeText(visit.day, visit.window)}`;

export const statusText = ({ status, stage }: Pick<JobView, "status" | "stage">): string => {
  const more = status === stage ? undefined : message.stage[stage];
  return more === undefined ? message.status[status] : `${message.status[status]}, ${more}`;
};

/** The total; the range of an estimate; or that the customer waits for a price. */
export const totalText = (
  { state, total_cents: total, estimate, currency }: JobView["pricing"],
  { money }: Format,
): string => {
  if (state === "unpriced") return message.waitsForPrice;
  if (estimate === null) return money(total, currency);
  return message.priceRange(money(estimate.low_cents, currency), money(estimate.high_cents, currency));
};

export const crewText = (crew: string | null, { settings }: TextContext): string =>
  crew === null ? message.unassigned : (settings.crews.find(({ id }) => id === crew)?.name ?? crew);

/** `Soderblom Ave, San Diego, CA 92122` */
export const addressText = ({ street, city, state, postal_code: postalCode }: Location): string =>
  [street, city, [state, postalCode].filter((part) => part !== undefined && part !== "").join(" ")]
    .filter((part) => part !== "")
    .join(", ");
