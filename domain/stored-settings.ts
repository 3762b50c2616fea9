import { sampleSettings, usualService, type Settings } from "./settings.ts";
import { isUsableZone, nearestZone } from "./time-zone.ts";

/**
 * Makes stored settings usable. A setting that is newer than the store gets its usual value. A time zone that no clock
 * knows gives way to the nearest known one, or to UTC, because every call that needs today's date would fail with it.
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

/** Adds the keys that only `usual` has. Stored keys keep their order, because settings are compared as JSON. */
const filled = <T extends object>(stored: T, usual: Partial<T>): T => ({
  ...stored,
  ...Object.fromEntries(Object.entries(usual).filter(([key]) => !Object.hasOwn(stored, key))),
});

/** Tells the owner which time zone is used instead, and how to set the right one. */
export const unusableZoneText = (zone: string, instead: string): string =>
  `The store's time zone is "${zone}", which no clock knows, so Tailboard uses ${instead} for now. ` +
  `Set the right one: tailboard settings set business.time_zone=${instead}`;
