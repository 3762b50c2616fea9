import type { DayCapacity } from "../domain/capacity.ts";
import { addDays, type Day } from "../domain/day.ts";
import { DomainError } from "../domain/domain-error.ts";
import type { Change } from "../domain/history.ts";
import type { Job, Visit } from "../domain/job.ts";
import { unitOfResource } from "../domain/rental/rental-period.ts";
import { addedHolds, roomFor, type FreeOf } from "../domain/rental/added-holds.ts";
import { daysOfAlternatives } from "../domain/rental/free-units.ts";
import type { Settings } from "../domain/settings.ts";
import { availabilityOf, bookableDays, type OpenWindow } from "../projection/availability.ts";
import type { JobStore } from "../store/job-store.ts";

/** A change of a rental that chooses a day, as a function of that day. */
export interface OtherDay {
  before: Job;
  /** The day that was asked for. */
  day: Day;
  on: (day: Day) => Change | "unchanged";
  /** A start can be on a later day instead. An end cannot: it has a last day. */
  offers: "alternatives" | "latest";
}

/** The change of a visit of a rental: a pickup has a last day, and another visit can be on a later one. */
export const visitOnOtherDay = (
  before: Job,
  { kind }: Pick<Visit, "kind">,
  day: Day | null | undefined,
  on: OtherDay["on"],
): OtherDay | null =>
  typeof day !== "string" || before.rental === undefined
    ? null
    : { before, day, on, offers: kind === "pickup" ? "latest" : "alternatives" };

interface World {
  jobs: JobStore;
  settings: Settings;
  nowMs: number;
}

const mostAlternatives = 4;
/** A rental stays for at most 62 days. */
const mostDays = 62;

/** Returns the first windows within two weeks in which the whole change fits. What the job holds already counts as free. */
export const otherStarts = async ({ jobs, settings, nowMs }: World, change: OtherDay): Promise<OpenWindow[]> => {
  const days = Array.from({ length: daysOfAlternatives }, (_, index) => addDays(change.day, index + 1));
  const added = addedOn(change, days);
  const capacity = await capacityFor(jobs, change.day, added);
  const freeOf = freeIn(capacity);
  return availabilityOf(capacity, settings, nowMs)
    .flatMap(({ day, windows }) => {
      const holds = added.get(day);
      if (holds === undefined) return [];
      const room = roomFor(holds, freeOf);
      return windows.map(({ start, end, left }) => ({ day, start, end, left: Math.min(left, room) }));
    })
    .filter(({ left }) => left > 0)
    .slice(0, mostAlternatives);
};

/** Returns the last day before the wanted one, from today on, on which the change fits. Null if no such day exists. */
export const lastDayThatFits = async ({ jobs, settings, nowMs }: World, change: OtherDay): Promise<Day | null> => {
  const { first: today } = bookableDays(settings, nowMs);
  const days = Array.from({ length: mostDays }, (_, index) => addDays(change.day, -index - 1)).filter(
    (day) => day >= today,
  );
  const added = addedOn(change, days);
  const freeOf = freeIn(await capacityFor(jobs, today, added));
  return days.find((day) => roomFor(added.get(day) ?? [], freeOf) > 0 && added.has(day)) ?? null;
};

/** What the change adds on each of the days. A day that the rules refuse is left out. */
const addedOn = ({ before, on }: OtherDay, days: readonly Day[]): Map<Day, ReturnType<typeof addedHolds>> => {
  const added = new Map<Day, ReturnType<typeof addedHolds>>();
  for (const day of days) {
    try {
      const change = on(day);
      added.set(day, change === "unchanged" ? [] : addedHolds(before, change.next));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return added;
};

const capacityFor = (jobs: JobStore, from: Day, added: ReturnType<typeof addedOn>): Promise<DayCapacity[]> => {
  const days = [from, ...added.keys(), ...[...added.values()].flat().map(({ day }) => day)].toSorted();
  return jobs.capacity(days[0] ?? from, days.at(-1) ?? from);
};

/** A type that a day does not list has nothing free. A unit that it does not list is free. */
const freeIn = (days: readonly DayCapacity[]): FreeOf => {
  const free = new Map(
    days.flatMap(({ day, resources }) =>
      resources.map(({ id, stock, out }): [string, number] => [`${day} ${id}`, stock - out]),
    ),
  );
  return (resource, day) => free.get(`${day} ${resource}`) ?? (unitOfResource(resource) === null ? 0 : 1);
};
