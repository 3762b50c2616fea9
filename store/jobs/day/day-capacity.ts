import { firstFull, usedCapacity, type CapacityUnit, type DayCapacity } from "../../../domain/capacity.ts";
import { weekdayOf, type Day } from "../../../domain/day.ts";
import { DomainError } from "../../../domain/domain-error.ts";
import type { Job } from "../../../domain/job.ts";
import type { JobId } from "../../../domain/job-id.ts";
import { stockedOf, stockIn } from "../../../domain/rental/equipment.ts";
import { unitOfResource } from "../../../domain/rental/rental-period.ts";
import { windowsFor, type Settings } from "../../../domain/settings.ts";
import type { EquipmentStore, StoredEquipment } from "../../equipment-store.ts";
import type { Force, FullWindow } from "../../job-store.ts";
import type { SettingsStore } from "../../settings-store.ts";
import type { DayRecord } from "./day-record.ts";
import type { DayHours, DayState, Place } from "./day-state.ts";
import { placesAtHome, recount } from "./places.ts";

/** What a day without hours of its own follows. */
export interface DaySettings extends Settings {
  equipment: StoredEquipment;
}

export const readDaySettings = async (
  settings: Pick<SettingsStore, "read">,
  equipment: Pick<EquipmentStore, "read">,
): Promise<DaySettings> => {
  const [now, units] = await Promise.all([settings.read(), equipment.read()]);
  return { ...now, equipment: units };
};

/** The hours that the settings and the equipment give to a day. */
export const hoursFrom = (settings: DaySettings, day: Day): DayHours => ({
  windows: windowsFor(settings, day, weekdayOf(day)),
  closed: settings.closed_days.includes(day),
  settings_rev: settings.rev,
  own_capacity: false,
  ...stockFrom(settings),
});

/** The stock that the equipment gives to every day. */
export const stockFrom = ({ equipment }: DaySettings): Pick<DayHours, "stock" | "equipment_rev"> => ({
  stock: stockedOf(equipment),
  equipment_rev: equipment.rev,
});

/** Reads the settings of a decision. It throws if they were not read yet, and then the decision runs again with them. */
export type SettingsOfDecision = () => DaySettings;

/** The hours of a day. A day without hours of its own follows the settings. */
export const hoursOf = ({ day, hours }: DayState, settings: SettingsOfDecision): DayHours =>
  hours ?? hoursFrom(settings(), day);

/** The record that copies the hours into a day; none if it has hours. */
export const firstHours = (state: DayState, hours: DayHours): DayRecord[] =>
  state.hours === null ? [{ day: hours }] : [];

/**
 * Refuses reservations that a day has no capacity for. Every reservation counts, whether its job names it or not: a
 * check that reads the home day to find out would sell an opening twice. Only reservations of the same visit do not
 * count, because a job names at most one of them.
 */
export const assertReservationsFit = (
  state: DayState,
  offer: DayHours,
  places: readonly Place[],
  { job, force }: { job: JobId; force: Force | null },
): void => {
  const own = state.reservations.filter(
    (one) => one.job === job && places.some(({ visit, kind }) => one.visit === visit && one.kind === kind),
  );
  let used = recount(state.used, { removed: [...own.values()] });
  for (const place of places) {
    if (!isForced(place, force)) {
      refuseFull(state.day, firstFull(offer, [...used.values()], { before: [], after: [place] }));
    }
    used = recount(used, { added: [place] });
  }
};

/** Refuses a job that its home day has no capacity for. What the job has there already it may keep. */
export const assertJobFits = (
  state: DayState,
  offer: DayHours,
  { before, after, force }: { before: Job | null; after: Job; force: Force | null },
): void => {
  const limited = (job: Job) => placesAtHome(job, state.day).filter((place) => !isForced(place, force));
  const had = before === null ? [] : limited(before);
  refuseFull(state.day, firstFull(offer, [...state.used.values()], { before: had, after: limited(after) }));
};

/** True if the change holds this place whatever the stock. */
const isForced = ({ resource }: CapacityUnit, force: Force | null): boolean =>
  resource !== null && (force === "all" || (force === "type" && unitOfResource(resource) === null));

const refuseFull = (day: Day, full: CapacityUnit | null): void => {
  if (full === null) return;
  const { window, resource } = full;
  if (resource === null) {
    throw new DomainError("window_full", "That window is full.", { facts: { day, window } satisfies FullWindow });
  }
  const unit = unitOfResource(resource);
  if (unit !== null) throw new DomainError("unit_in_use", `${unit} is in use on ${day}.`, { facts: { unit, day } });
  throw new DomainError("equipment_unavailable", `All of this equipment is in use on ${day}.`, {
    facts: { equipment_type: resource, day },
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
    resources: resourcesOf(state, stock).map((id) => ({
      id,
      stock: stockIn(stock, id),
      out: usedOf({ window: null, resource: id }),
    })),
    closed,
  };
};

/** The types of equipment, and what else is held or has no stock. */
const resourcesOf = ({ used }: Pick<DayState, "used">, stock: DayHours["stock"]): string[] => [
  ...new Set([...Object.keys(stock), ...[...used.values()].flatMap(({ resource }) => resource ?? [])]),
];
