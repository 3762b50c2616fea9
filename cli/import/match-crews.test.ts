import { expect, test } from "vitest";
import { sampleSettings, type Settings } from "../../domain/settings.ts";
import { readSeedJob } from "../../domain/seed-job.ts";
import type { SettingsStore } from "../../store/settings-store.ts";
import type { Entry } from "./check-entries.ts";
import { matchCrews } from "./match-crews.ts";

const storeOf = (crews: Settings["crews"]) => {
  let settings: Settings = { ...sampleSettings("UTC"), crews };
  let changes = 0;
  const store: SettingsStore = {
    read: () => Promise.resolve(settings),
    stored: () => Promise.resolve(settings),
    change: (apply) => {
      changes += 1;
      settings = apply(settings);
      return Promise.resolve(settings);
    },
    adopt: () => Promise.reject(new Error("No import does this")),
  };
  return { store, crews: () => settings.crews, changes: () => changes };
};

const entry = (crew: string): Entry => ({
  index: 0,
  homeDay: "2026-03-01",
  seed: readSeedJob(
    {
      id: "job-1",
      tracking_token: "qL3vN8xT1bR6yU0cK5mZ9aW2eH7jP4sD",
      location: "1 Elm St, San Diego, CA 92122",
      status: "booked",
      pricing: { type: "flat", amount: 600 },
      created: "2026-03-01T03:00:00Z",
      crew,
    },
    { currency: "USD", digits: () => 2, zone: "UTC", today: "2026-11-27" },
  ),
});

test("matches a crew by id, or by name without regard to case and accents", async () => {
  const { store, changes } = storeOf([
    { id: "jose", name: "Another crew", active: true },
    { id: "crew-1", name: "José Núñez", active: true },
  ]);
  const { crewId, added } = await matchCrews([entry("JOSE NUNEZ"), entry("jose"), entry("crew-1")], store);
  expect([crewId("JOSE NUNEZ"), crewId("jose"), crewId("crew-1")]).toEqual(["crew-1", "jose", "crew-1"]);
  expect([added, changes()]).toEqual([[], 0]);
});

test("adds an unknown crew once, as inactive, with an unused id", async () => {
  const { store, crews } = storeOf([{ id: "ray-ortiz", name: "Ray's old crew", active: true }]);
  const found = await matchCrews([entry("Ray Ortiz"), entry("ray ortiz"), entry("None"), entry("船")], store);
  expect(found.added).toEqual([
    { id: "ray-ortiz-2", name: "Ray Ortiz", active: false },
    { id: "none-2", name: "None", active: false },
    { id: "crew", name: "船", active: false },
  ]);
  expect(found.crewId("ray ortiz")).toBe("ray-ortiz-2");
  expect(crews()).toHaveLength(4);
});

test("makes an id of at most thirty characters, without a hyphen at its end", async () => {
  const { store } = storeOf([]);
  const names = ["The very long name of a crew no 7", "Twenty-nine characters in all and more"];
  const { added } = await matchCrews(names.map(entry), store);
  expect(added.map(({ id }) => id)).toEqual(["the-very-long-name-of-a-crew-n", "twenty-nine-characters-in-all"]);
});
