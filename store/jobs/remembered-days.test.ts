import { beforeEach, expect, test } from "vitest";
import { friday, saturday, sunday, thursday } from "../conformance/fixture.ts";
import { RememberedDays } from "./remembered-days.ts";

let made: string[];
const remembering = (most: { days: number; jobs: number }) =>
  new RememberedDays((day): { isIdle: boolean; known: { jobs: { size: number } } } => {
    made.push(day);
    return { isIdle: true, known: { jobs: { size: 10 } } };
  }, most);

beforeEach(() => {
  made = [];
});

test("the least recently used day is forgotten first", () => {
  const days = remembering({ days: 2, jobs: 1_000 });
  const first = days.day(thursday);
  days.day(friday);
  expect(days.day(thursday)).toBe(first);
  days.day(saturday);
  expect(days.day(thursday)).toBe(first);
  expect(made).toEqual([thursday, friday, saturday]);
  days.day(friday);
  expect(made).toEqual([thursday, friday, saturday, friday]);
});

test("full days are forgotten sooner, and the day in use is kept", () => {
  const days = remembering({ days: 100, jobs: 15 });
  for (const day of [thursday, friday, saturday]) expect(days.day(day)).toBe(days.day(day));
  expect(made).toEqual([thursday, friday, saturday]);
  days.day(friday);
  expect(made).toEqual([thursday, friday, saturday]);
  days.day(thursday);
  expect(made).toEqual([thursday, friday, saturday, thursday]);
});

test("a busy log stays, because it is the only queue of its day", () => {
  const days = remembering({ days: 1, jobs: 0 });
  const busy = days.day(thursday);
  busy.isIdle = false;
  for (const day of [friday, saturday, sunday]) days.day(day);
  days.forget(thursday);
  expect(days.day(thursday)).toBe(busy);
  busy.isIdle = true;
  days.forget(thursday);
  expect(days.day(thursday)).not.toBe(busy);
});

test("a passing reader uses a remembered log, and leaves none behind", () => {
  const days = remembering({ days: 2, jobs: 1_000 });
  const used = days.day(thursday);
  expect(days.passing(thursday)).toBe(used);
  expect(days.passing(friday)).not.toBe(days.passing(friday));
});
