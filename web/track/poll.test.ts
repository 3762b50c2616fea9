import { expect, it } from "vitest";
import { pollAfter } from "./poll.ts";

const today = "2026-11-27";

it.each([
  ["booked", today, 5_000],
  ["booked", "2026-11-28", 60_000],
  ["booked", null, 60_000],
  ["ready_for_pickup", "2026-11-30", 5_000],
  ["in_progress", "2026-11-26", 5_000],
  ["completed", today, 60_000],
  ["cancelled", today, 60_000],
] as const)("%s on %s: every %d ms", (status, day, ms) => {
  expect(pollAfter({ status, day }, today, true, 600_000)).toBe(ms);
  expect(pollAfter({ status, day }, today, true, 599_999)).toBe(5_000);
  expect(pollAfter({ status, day }, today, false, 0)).toBeNull();
});

it("polls often until the first answer", () => expect(pollAfter(null, today, true, 3_600_000)).toBe(5_000));
