import type { PricedService } from "./price/price-book.ts";
import { newService, sampleSettings, type Service, type Settings } from "./settings.ts";
import { isUsableZone, nearestZone } from "./time-zone.ts";

/** Settings as any version stored them. Only the settings log and copies of the store have them. */
export type StoredSettings = Omit<Settings, "services" | NewerSetting> &
  Partial<Pick<Settings, NewerSetting>> & { services: StoredService[] };

/** Settings that older versions did not store. */
type NewerSetting = "tax" | "surcharges" | "quotes" | "payments";

/** A service as any version stored it. Older versions have `items` instead of groups, and the stock of a rental. */
export type StoredService = Partial<Service> &
  Pick<Service, "id" | "name" | "price"> & { items?: OldItem[]; stock?: number | null };

interface OldItem {
  id: string;
  label: string;
  unit_cents: number;
}

/**
 * Makes stored settings usable. A setting that is newer than the store gets its usual value. A time zone that no clock
 * knows gives way to the nearest known one, or to UTC, because every call that needs today's date would fail with it.
 */
export const readableSettings = (stored: StoredSettings): { settings: Settings; unusableZone: string | null } => {
  const { time_zone: zone } = stored.business;
  const usable = isUsableZone(zone);
  const usual = sampleSettings("UTC");
  const oldStock = oldStockOf(stored.services);
  const settings = {
    ...usual,
    ...stored,
    services: stored.services.map(readStoredService),
    business: { ...filled(stored.business, usual.business), time_zone: usable ? zone : (nearestZone(zone) ?? "UTC") },
    booking: filled(stored.booking, usual.booking),
    hours: filled(stored.hours, usual.hours),
    ...(oldStock === null ? {} : { old_stock: { ...stored.old_stock, ...oldStock } }),
  };
  return { settings, unusableZone: usable ? null : zone };
};

/** Reads a service of any version. The same choices have the same price to the cent. */
export const readStoredService = ({ items = [], stock: _stock, ...service }: StoredService): Service =>
  newService({ ...service, groups: service.groups ?? groupsOf(items) });

/** Items of an older version: a customer chooses any quantity of each. */
export const groupsOf = (items: readonly OldItem[]): PricedService["groups"] =>
  items.length === 0 ? [] : [{ id: "items", label: "Items", kind: "quantity", options: [...items] }];

/** Returns the stock that an older version kept with its services; null for none. */
export const oldStockOf = (services: readonly Pick<StoredService, "id" | "stock">[]): Record<string, number> | null => {
  const limited = services.flatMap(({ id, stock }) => (typeof stock === "number" ? [[id, stock] as const] : []));
  return limited.length === 0 ? null : Object.fromEntries(limited);
};

/** Adds the keys that only `usual` has. */
const filled = <T extends object>(stored: T, usual: Partial<T>): T => ({
  ...stored,
  ...Object.fromEntries(Object.entries(usual).filter(([key]) => !Object.hasOwn(stored, key))),
});

/** Tells the owner which time zone is used instead, and how to set the right one. */
export const unusableZoneText = (zone: string, instead: string): string =>
  `The store's time zone is "${zone}", which no clock knows, so Tailboard uses ${instead} for now. ` +
  `Set the right one: tailboard settings set business.time_zone=${instead}`;
