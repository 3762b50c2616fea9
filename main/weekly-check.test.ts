import { expect, it } from "vitest";
import { FakeClock } from "../test/harness/fake-clock.ts";
import type { Finding } from "../store/upkeep.ts";
import { WeeklyCheck } from "./weekly-check.ts";

const finding: Finding = {
  kind: "damaged_log",
  where: "days/2026-11-27",
  detail: "Entry 4 was altered.",
  repairable: true,
};

const checkAt = (instant: string) => {
  const clock = new FakeClock(instant);
  const reported: string[] = [];
  const asked: unknown[] = [];
  const upkeep = {
    async *examine(options: unknown) {
      asked.push(options);
      yield await Promise.resolve(finding);
      yield finding;
    },
  };
  const check = new WeeklyCheck({ clock, upkeep, report: (error) => reported.push(String(error)) });
  return { clock, check, reported, asked };
};

it("checks deeply once in the quiet hour of a Sunday", async () => {
  const { clock, check, reported, asked } = checkAt("2026-11-29T09:59:00Z");
  await check.runIfDue();
  expect(asked).toEqual([]);
  clock.advance({ minutes: 1 });
  await check.runIfDue();
  clock.advance({ minutes: 30 });
  await check.runIfDue();
  expect(asked).toEqual([{ deep: true }]);
  expect(reported[0]).toBe("Error: The weekly check found a problem at days/2026-11-27: Entry 4 was altered.");
  clock.advance({ days: 1 });
  await check.runIfDue();
  expect(asked).toHaveLength(1);
  clock.advance({ days: 6 });
  await check.runIfDue();
  expect(asked).toHaveLength(2);
});

it("ends when the server stops", async () => {
  const { check, reported } = checkAt("2026-11-29T10:00:00Z");
  check.stop();
  await check.runIfDue();
  expect(reported).toEqual([]);
});
