import { expect, it } from "vitest";
import { sampleCard } from "./board.sample.ts";
import { stayOn } from "./rental-line.tsx";

const rental = {
  type: "trailer-15",
  unit: "T15-02",
  from: "2026-11-20",
  until: "2026-11-27",
  allowed_days: 7,
  last_day: "2026-11-27",
};
const pickup = sampleCard("mark", { kind: "pickup", day: null, rental });

it("counts the days of a stay to today, or to a later day of the visit", () => {
  expect(stayOn(pickup, "2026-11-24")).toEqual({ day: 4, allowed: 7 });
  expect(stayOn(pickup, "2026-11-29")).toEqual({ day: 9, allowed: 7 });
  expect(stayOn({ ...pickup, day: "2026-11-28" }, "2026-11-24")).toEqual({ day: 8, allowed: 7 });
  expect(stayOn({ ...pickup, day: "2026-11-24" }, "2026-11-25")).toEqual({ day: 5, allowed: 7 });
});

it("counts nothing for a delivery, for a visit that is done, and before the first day", () => {
  expect(stayOn({ ...pickup, kind: "drop_off" }, "2026-11-24")).toBeNull();
  expect(stayOn({ ...pickup, state: "done" }, "2026-11-24")).toBeNull();
  expect(stayOn(pickup, "2026-11-20")).toBeNull();
  expect(stayOn(sampleCard("bo"), "2026-11-24")).toBeNull();
});
