import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byLaneOrder, lanePosition, type LaneStop } from "./lane-order.ts";

const morning = { start: "08:00", end: "12:00" };
const noon = { start: "12:00", end: "16:00" };
const stop = (job: string, change: Partial<LaneStop> = {}): LaneStop => ({
  job,
  visit: "v1",
  window: morning,
  position: null,
  ...change,
});
const ids = (stops: LaneStop[]) => stops.toSorted(byLaneOrder).map(({ job, visit }) => `${job}/${visit}`);

describe("the order of a lane", () => {
  test("is by window, then by job id, and a visit without a window comes last", () => {
    const lane = [
      stop("261127-AAAA", { window: null }),
      stop("261127-ZZZZ", { window: noon }),
      stop("261128-0000"),
      stop("261127-7K3Q"),
    ];
    expect(ids(lane)).toEqual(["261127-7K3Q/v1", "261128-0000/v1", "261127-ZZZZ/v1", "261127-AAAA/v1"]);
  });

  test("follows a chosen position before the window", () => {
    expect(ids([stop("261127-7K3Q"), stop("261127-9QQ2", { window: noon, position: 479 })])).toEqual([
      "261127-9QQ2/v1",
      "261127-7K3Q/v1",
    ]);
  });

  test("36: of two visits put at the same place is by job id, then visit id", () => {
    const [a, b] = [stop("261127-AAAA"), stop("261127-BBBB")];
    const middle = (lanePosition(a) + lanePosition(b)) / 2;
    const x = stop("261127-XXXX", { position: middle });
    const y = stop("261127-YYYY", { position: middle });
    const second = stop("261127-XXXX", { position: middle, visit: "v2" });
    expect(ids([b, y, second, x, a])).toEqual([
      "261127-AAAA/v1",
      "261127-XXXX/v1",
      "261127-XXXX/v2",
      "261127-YYYY/v1",
      "261127-BBBB/v1",
    ]);
  });

  test("37: a visit without a position is in window order again", () => {
    const moved = stop("261127-AAAA", { window: noon, position: null });
    expect(ids([moved, stop("261127-BBBB")])).toEqual(["261127-BBBB/v1", "261127-AAAA/v1"]);
  });

  test("has a default that follows the job ids and stays below the next minute", () => {
    const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".split("");
    const id = fc
      .tuple(
        fc.integer({ min: 0, max: 991_231 }),
        fc.string({ unit: fc.constantFrom(...letters), minLength: 4, maxLength: 6 }),
      )
      .map(([day, suffix]) => `${String(day).padStart(6, "0")}-${suffix}`);
    fc.assert(
      fc.property(id, id, (one, other) => {
        const [first = "", second = ""] = [one, other].toSorted();
        expect(lanePosition(stop(first))).toBeLessThanOrEqual(lanePosition(stop(second)));
        expect(Math.floor(lanePosition(stop(second)))).toBe(480);
      }),
    );
  });
});
