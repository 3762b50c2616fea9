import { expect, it } from "vitest";
import { patchOf, swapOf } from "./use-visit-form.ts";

const before = { when: "2026-12-01 08:00-12:00", crew: "dana", unit: "T15-02", note: "Ring twice" };

it("sends only what changed, and null for an emptied field", () => {
  expect(patchOf(before, before)).toEqual({});
  expect(patchOf(before, { ...before, when: "2026-12-02", crew: "" })).toEqual({
    day: "2026-12-02",
    window: null,
    crew: null,
  });
  expect(patchOf(before, { ...before, unit: "T15-04", note: " " })).toEqual({ unit: "T15-04", note: null });
});

it("adds a swap with what was filled in", () => {
  expect(swapOf({ when: "", crew: "", unit: "", note: "" })).toEqual({ kind: "swap" });
  expect(swapOf(before)).toEqual({
    kind: "swap",
    day: "2026-12-01",
    window: { start: "08:00", end: "12:00" },
    crew: "dana",
    unit: "T15-02",
    note: "Ring twice",
  });
});
