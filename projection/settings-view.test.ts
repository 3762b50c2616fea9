import { expect, it } from "vitest";
import { sampleSettings } from "../domain/settings.ts";
import { settingsView } from "./settings-view.ts";

it("staff sees all settings except the sample day and the stock of an older version", () => {
  const settings = sampleSettings("America/Los_Angeles");
  const sample_day = { batch: "b", made_on: "2026-11-27", asked: "a", jobs: [] };
  expect(JSON.stringify(settingsView({ ...settings, sample_day, old_stock: { "trailer-15": 4 } }))).toBe(
    JSON.stringify(settings),
  );
});
