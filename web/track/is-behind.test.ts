import { expect, it } from "vitest";
import { createFormat } from "../shared/format.ts";
import { isBehind } from "./is-behind.ts";
import { sampleTracked } from "./tracked.sample.ts";

const format = createFormat("en-US", "America/Los_Angeles");

it("a crew is behind if it expects to arrive after the promised window", () => {
  const behind = (arrival_estimate: string | null, change = {}) =>
    isBehind(sampleTracked({ next: "crew_on_the_way", arrival_estimate, ...change }), format);
  // The window ends at noon, which is 20:00 UTC.
  expect(["2026-11-27T19:59:00Z", "2026-11-27T20:00:00Z", null].map((at) => behind(at))).toEqual([false, false, false]);
  expect(["2026-11-27T20:01:00Z", "2026-11-28T09:00:00Z"].map((at) => behind(at))).toEqual([true, true]);
  expect(behind("2026-11-27T21:00:00Z", { window: null })).toBe(false);
  expect(behind("2026-11-27T21:00:00Z", { next: "crew_working" })).toBe(false);
});
