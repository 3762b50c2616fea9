import { sampleSettings, type Service, type Settings } from "./settings.ts";
import { isUsableZone, nearestZone } from "./time-zone.ts";

/**
 * The settings as the code can use them, from the settings as an older version, or a person, stored them. A setting
 * that is newer than the store gets its usual value. A time zone that no clock can use gives way to the nearest one,
 * or UTC: without this, each call that asks for today fails.
 */
export const readableSettings = (stored: Settings): { settings: Settings; unusableZone: string | null } => {
  const { time_zone: zone } = stored.business;
  const usable = isUsableZone(zone);
  const usual = sampleSettings("UTC");
  const settings = {
    ...filled(stored, usual),
    business: { ...filled(stored.business, usual.business), time_zone: usable ? zone : (nearestZone(zone) ?? "UTC") },
    booking: filled(stored.booking, usual.booking),
    hours: filled(stored.hours, usual.hours),
    services: stored.services.map((service) => filled(service, usualService)),
  };
  return { settings, unusableZone: usable ? null : zone };
};

/** `stored` with the keys that only `usual` has. Its own keep their order, since settings are compared as JSON. */
const filled = <T extends object>(stored: T, usual: Partial<T>): T => ({
  ...stored,
  ...Object.fromEntries(Object.entries(usual).filter(([key]) => !Object.hasOwn(stored, key))),
});

const usualService: Pick<Service, "description" | "items" | "needs_window" | "visits" | "stock" | "active"> = {
  description: "",
  items: [],
  needs_window: true,
  visits: ["service"],
  stock: null,
  active: true,
};

/** What the owner of such a store has to know and do. */
export const unusableZoneText = (zone: string, instead: string): string =>
  `The store's time zone is "${zone}", which no clock can use, so days and times are those of ${instead} for now. ` +
  `Set the right one: tailboard settings set business.time_zone=${instead}`;
