import { expect, test } from "vitest";
import { EntryClock } from "./entry-clock.ts";

const minute_ms = 60_000;
const start_ms = Date.UTC(2026, 10, 27, 14);
const open = () => {
  let now = start_ms;
  const pass = (ms: number): void => void (now += ms);
  return { clock: new EntryClock({ now: () => now }), pass };
};

test("a clock that is ahead of the store's is five minutes ahead at most", () => {
  const { clock } = open();
  clock.observeAnswer(start_ms - 60 * minute_ms);
  expect(clock.next()).toBe("2026-11-27T13:05:00.000Z");
});

test("an entry after an idle week has the time of now", () => {
  const { clock, pass } = open();
  clock.observeAnswer(start_ms);
  pass(7 * 24 * 60 * minute_ms);
  expect(clock.next()).toBe("2026-12-04T14:00:00.000Z");
});

test("an entry is later than each one that was read, and a clock that was set back changes nothing", () => {
  const { clock, pass } = open();
  clock.observeAnswer(start_ms);
  clock.observeEntry("2026-11-27T14:03:00.000Z");
  clock.observeEntry("2026-11-27T14:01:00.000Z");
  expect(clock.next()).toBe("2026-11-27T14:03:00.001Z");
  pass(-60 * minute_ms);
  expect(clock.next()).toBe("2026-11-27T14:03:00.001Z");
});
