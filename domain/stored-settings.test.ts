import { expect, test } from "vitest";
import { sampleSettings, type Settings } from "./settings.ts";
import { readableSettings } from "./stored-settings.ts";

const stored = (change: (settings: Settings) => object): Settings => {
  const settings = sampleSettings("America/Los_Angeles");
  return { ...settings, ...change(settings) };
};

test("present settings stay as they are", () => {
  const settings = { ...sampleSettings("America/Los_Angeles"), rev: 7, sample: false };
  expect(readableSettings(settings)).toEqual({ settings, unusableZone: null });
});

test("a setting that is newer than the store gets its usual value", () => {
  const before = stored(({ booking, services }) => {
    const { crews_see_prices: _prices, link_days: _days, ...older } = booking;
    return { booking: { ...older, lead_time_hours: 5 }, services: services.map(({ stock: _stock, ...rest }) => rest) };
  });
  const { settings } = readableSettings(before);
  expect(settings.booking).toEqual({
    ...sampleSettings("UTC").booking,
    lead_time_hours: 5,
  });
  expect(settings.services.map(({ stock }) => stock)).toEqual([null, null, null]);
});

test.each([
  ["PST", "America/Los_Angeles"],
  ["Etc/Unknown", "UTC"],
  ["", "UTC"],
])("a stored zone %j is replaced by %s and reported", (zone, instead) => {
  const found = readableSettings(stored(({ business }) => ({ business: { ...business, time_zone: zone } })));
  expect(found.settings.business.time_zone).toBe(instead);
  expect(found.unusableZone).toBe(zone);
});

test("a zone without a region stays if clocks accept it", () => {
  const found = readableSettings(stored(({ business }) => ({ business: { ...business, time_zone: "EST5EDT" } })));
  expect(found.settings.business.time_zone).toBe("EST5EDT");
  expect(found.unusableZone).toBeNull();
});
