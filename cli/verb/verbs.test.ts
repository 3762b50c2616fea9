import { expect, test } from "vitest";
import { sampleSettings, type Settings } from "../../domain/settings.ts";
import { Failed, localProblem } from "../failure.ts";
import { showProblem } from "../show/problem.ts";
import { isGrave } from "./doctor.ts";
import { changeSettings } from "./settings.ts";

/** An office whose settings another person changes before each of the first `times` writes. */
const officeOf = (times: number) => {
  let now = sampleSettings("UTC");
  const api = {
    settings: () => Promise.resolve(now),
    putSettings: (rev: number, body: object): Promise<Settings> => {
      if (times > 0) {
        times -= 1;
        now = { ...now, rev: now.rev + 1, closed_days: [`2026-12-0${now.rev + 1}`] };
      }
      if (rev !== now.rev) return Promise.reject(new Failed(localProblem("stale", "They changed meanwhile.")));
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

test("a change of settings is made on what another person saved meanwhile, and keeps that", async () => {
  const { api, now } = officeOf(1);
  expect(await changeSettings(api, named)).toMatchObject({ business: { name: "Coastline" }, rev: 2 });
  expect(now().closed_days).toEqual(["2026-12-01"]);
});

test("a change of settings that is overtaken again is refused", async () => {
  const { api, now } = officeOf(2);
  await expect(changeSettings(api, named)).rejects.toThrow("They changed meanwhile.");
  expect(now().business.name).not.toBe("Coastline");
});

test("the doctor ends well with findings that need no person", () => {
  expect((["parked_outbox", "crowded_day"] as const).map((kind) => isGrave({ kind }))).toEqual([false, false]);
  expect((["dead_reference", "unreadable_document"] as const).map((kind) => isGrave({ kind }))).toEqual([true, true]);
});

test("one wrong field is said once, by its option; several come after a sentence", () => {
  const phone = { field: "/customer/phone", code: "phone", message: "Not a phone number." };
  const day = { field: "/day", code: "past", message: "That day has passed." };
  const problem = localProblem("invalid", "Not a phone number.");
  expect(showProblem({ ...problem, errors: [phone] }, [])).toBe("--phone: Not a phone number.");
  expect(showProblem({ ...problem, detail: "Two are wrong.", errors: [phone, day] }, ["Look again."])).toBe(
    "Two are wrong.\n--phone: Not a phone number.\n--day: That day has passed.\nLook again.",
  );
});
