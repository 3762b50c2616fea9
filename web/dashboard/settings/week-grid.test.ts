import { describe, expect, it } from "vitest";
import { sampleSettings } from "../../../domain/settings.ts";
import { addRow, changeRow, copyDay, faultsOf, gridOf, hoursOf, removeRow, setPlaces, weekdays } from "./week-grid.ts";

const { hours } = sampleSettings("UTC");
const mixed = { ...hours, sat: [{ start: "08:00", end: "13:00", capacity: 2 }], sun: [] };

describe("a week as a table", () => {
  it("has a row for each window, and is the same hours again", () => {
    const grid = gridOf(mixed);
    expect(grid.rows.map(({ start, end, places }) => [start, end, places.fri, places.sat])).toEqual([
      ["08:00", "12:00", 3, null],
      ["08:00", "13:00", null, 2],
      ["12:00", "16:00", 3, null],
    ]);
    expect(hoursOf(grid)).toEqual(mixed);
    expect(hoursOf(gridOf(hours))).toEqual(hours);
  });

  it("takes a window as well as a place away, and tells no places from no window", () => {
    const grid = setPlaces(setPlaces(gridOf(hours), 1, "mon", null), 1, "tue", 0);
    expect(hoursOf(grid).mon).toEqual([{ start: "12:00", end: "16:00", capacity: 3 }]);
    expect(hoursOf(grid).tue[0]).toEqual({ start: "08:00", end: "12:00", capacity: 0 });
    expect(hoursOf(removeRow(grid, 2)).wed).toEqual([{ start: "08:00", end: "12:00", capacity: 3 }]);
  });

  it("copies one day onto others, its closed windows too", () => {
    const grid = copyDay(setPlaces(gridOf(hours), 2, "mon", null), "mon", weekdays);
    expect(hoursOf(grid).sun).toEqual([{ start: "08:00", end: "12:00", capacity: 3 }]);
    expect(new Set(weekdays.map((day) => JSON.stringify(hoursOf(grid)[day])))).toHaveProperty("size", 1);
  });

  it("adds a window after the last one, within the day", () => {
    expect(addRow(gridOf(hours)).rows.at(-1)).toMatchObject({
      start: "16:00",
      end: "20:00",
      places: { mon: 3, sun: null },
    });
    const late = changeRow(gridOf(hours), 2, { end: "22:00" });
    expect(addRow(late).rows.at(-1)).toMatchObject({ start: "22:00", end: "23:59" });
    expect(addRow({ rows: [] }).rows).toMatchObject([{ start: "08:00", end: "12:00" }]);
  });

  it("says what the server would refuse: only where the day has both", () => {
    expect(faultsOf(gridOf(mixed))).toEqual([]);
    expect(faultsOf(setPlaces(gridOf(mixed), 1, "sat", 1))).toEqual([{ kind: "overlap", key: 2, day: "sat" }]);
    expect(faultsOf(changeRow(gridOf(hours), 1, { end: "08:00" }))).toContainEqual({ kind: "order", key: 1 });
  });
});
