import { firstFull, usedCapacity, type CapacityUnit, type DayCapacity } from "../../../domain/capacity.ts";
import { weekdayOf, type Day } from "../../../domain/day.ts";
import { DomainError } from "../../../domain/domain-error.ts";
import type { Job } from "../../../domain/job.ts";
import type { JobId } from "../../../domain/job-id.ts";
import { windowsFor, type Settings } from "../../../domain/settings.ts";
import type { FullWindow } from "../../job-store.ts";
import type { DayRecord } from "./day-record.ts";
import type { DayHours, DayState, Place } from "./day-state.ts";
import { placesAtHome, recount } from "./places.ts";

/** The hours that the settings give to a day. */
export const hoursFrom = (settings: Settings, day: Day): DayHours => ({
  windows: windowsFor(settings, day, weekdayOf(day)),
  stock: settings.old_stock ?? {},
  closed: settings.closed_days.includes(day),
  settings_rev: settings.rev,
  own_capacity: false,
});

/** Reads the settings of a decision. It throws if they were not read yet, and then the decision runs again with them. */
export type SettingsOfDecision = () => Settings;

/** The hours of a day. A day without hours of its own follows the settings. */
export const hoursOf = ({ day, hours }: DayState, settings: SettingsOfDecision): DayHours =>
  hours ?? hoursFrom(settings(), day);

/** The record that copies the hours into a day; none if it has hours. */
export const firstHours = (state: DayState, hours: DayHours): DayRecord[] =>
  state.hours === null ? [{ day: hours }] : [];

/**
 * Refuses a reservation that a day has no capacity for. Every reservation counts, whether its job names it or not: a
 * check that reads the home day to find out would sell an opening twice. Only reservations of the same visit do not
 * count, because a job names at most one of them.
 */
export const assertReservationFits = (state: DayState, offer: DayHours, place: Place, job: JobId): void => {
  const own = state.reservations.filter(
    (one) => one.job === job && one.visit === place.visit && one.kind === place.kind,
  );
  const used = recount(state.used, { removed: [...own.values()] });
  refuseFull(state.day, firstFull(offer, [...used.values()], { before: [], after: [place] }));
};

/** Refuses a job that its home day has no capacity for. What the job has there already it may keep. */
export const assertJobFits = (state: DayState, offer: DayHours, before: Job | null, after: Job): void => {
  const had = before === null ? [] : placesAtHome(before, state.day);
  const has = placesAtHome(after, state.day);
  refuseFull(state.day, firstFull(offer, [...state.used.values()], { before: [...had], after: [...has] }));
};

const refuseFull = (day: Day, full: CapacityUnit | null): void => {
  if (full === null) return;
  const { window, resource } = full;
  throw resource === null
    ? new DomainError("window_full", "That window is full.", { facts: { day, window } satisfies FullWindow })
    : new DomainError("window_full", "All of them are out on that day.", {
        facts: { day, window: null, resource } satisfies FullWindow,
      });
};

/** What a day offers and how much of it is used. */
export const capacityOf = (
  state: Pick<DayState, "day" | "used">,
  { windows, stock, closed }: DayHours,
): DayCapacity => {
  const usedOf = (unit: CapacityUnit): number => usedCapacity(state.used.values(), unit);
  return {
    day: state.day,
    windows: windows.map((window) => ({ ...window, taken: usedOf({ window, resource: null }) })),
    resources: Object.entries(stock).map(([id, stock]) => ({ id, stock, out: usedOf({ window: null, resource: id }) })),
    closed,
  };
};
