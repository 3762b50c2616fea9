import { expect, test } from "vitest";
import { sampleSettings, type Settings } from "../../domain/settings.ts";
import { CommandError, localProblem } from "../command-error.ts";
import { changeSettings } from "./settings.ts";

/** An API whose settings another person changes before each of the first `times` writes. */
const apiOf = (times: number) => {
  let now = sampleSettings("UTC");
  const api = {
    getSettings: () => Promise.resolve(now),
    putSettings: ({ rev, body }: { rev: number; body: object }): Promise<Settings> => {
      if (times > 0) {
        times -= 1;
        now = { ...now, rev: now.rev + 1, closed_days: [`2026-12-0${now.rev + 1}`] };
      }
      if (rev !== now.rev) return Promise.reject(new CommandError(localProblem("stale", "They changed meanwhile.")));
      now = { ...now, ...body, rev: now.rev + 1 };
      return Promise.resolve(now);
    },
  };
  return { api, now: () => now };
};
const named = (settings: Settings): Settings => ({
  ...settings,
  business: { ...settings.business, name: "Coastline" },
});

test("a change is applied to the settings that another person saved first, and keeps their change", async () => {
  const { api, now } = apiOf(1);
  expect(await changeSettings(api, named)).toMatchObject({ business: { name: "Coastline" }, rev: 2 });
  expect(now().closed_days).toEqual(["2026-12-01"]);
});

test("a change is refused if another person saves first twice", async () => {
  const { api, now } = apiOf(2);
  await expect(changeSettings(api, named)).rejects.toThrow("They changed meanwhile.");
  expect(now().business.name).not.toBe("Coastline");
});
