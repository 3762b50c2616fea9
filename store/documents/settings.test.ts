import { describe, expect, test } from "vitest";
import { sampleSettings, type Settings } from "../../domain/settings.ts";
import type { StoredSettings } from "../../domain/stored-settings.ts";
import { UnusableSetting } from "../settings-store.ts";
import { DocumentLog } from "./document-log.ts";
import { openMemory, worlds, type DocumentsWorld } from "./documents-world.case.ts";
import { SettingsLog } from "./settings.ts";

const open = (world: DocumentsWorld, stored: Settings = sampleSettings("America/Los_Angeles")) => {
  const context = world.open();
  const log = new DocumentLog<StoredSettings>(context, "settings", stored);
  return { settings: new SettingsLog(log, context.report), log, reported: context.reported };
};
const named = (name: string) => (settings: Settings) => ({ ...settings, business: { ...settings.business, name } });

describe.each(worlds)("on %s", (_, openWorld) => {
  test("two editors who change different fields at the same time both keep their change", async () => {
    const world = await openWorld();
    const [one, two] = [open(world).settings, open(world).settings];
    await Promise.all([
      one.change(named("Ana Hauling")),
      two.change((now) => ({ ...now, booking: { ...now.booking, lead_time_hours: 7 } })),
    ]);
    const settings = await open(world).settings.read();
    expect(settings).toMatchObject({ rev: 2, business: { name: "Ana Hauling" }, booking: { lead_time_hours: 7 } });
  });
});

test("each change has its own rev, and an equal change has none", async () => {
  const { settings } = open(openMemory());
  expect(await settings.change(named("A"))).toMatchObject({ rev: 1 });
  expect(await settings.change(named("A"))).toMatchObject({ rev: 1 });
  expect(await settings.change((now) => ({ ...named("B")(now), rev: 99 }))).toMatchObject({ rev: 2 });
});

test("a field that is newer than the store has its usual value, and is stored with the next change", async () => {
  const usual = sampleSettings("America/Los_Angeles");
  const { lead_time_hours, ...older } = usual.booking;
  // Settings of an earlier version lack fields.
  const { settings } = open(openMemory(), { ...usual, booking: older } as Settings);
  expect((await settings.read()).booking.lead_time_hours).toBe(lead_time_hours);
  expect(await settings.change((now) => now)).toMatchObject({ rev: 0, booking: { lead_time_hours } });
  expect((await settings.stored()).booking).not.toHaveProperty("lead_time_hours");
  await settings.change(named("A"));
  expect((await settings.stored()).booking).toHaveProperty("lead_time_hours", lead_time_hours);
});

test("an unusable time zone is reported once, replaced, and written by the next change", async () => {
  const { settings, reported } = open(openMemory(), sampleSettings("America/Los_Angles"));
  for (let time = 0; time < 2; time += 1) expect((await settings.read()).business.time_zone).toBe("UTC");
  expect(reported).toEqual([expect.any(UnusableSetting)]);
  expect((await settings.stored()).business.time_zone).toBe("America/Los_Angles");
  expect(await settings.change((now) => now)).toMatchObject({ rev: 1 });
  expect((await settings.stored()).business.time_zone).toBe("UTC");
});
