import { describe, expect, it } from "vitest";
import { sampleBoard, sampleCard } from "./board.sample.ts";
import { cardsOf, changedCards, shareCards, withCards } from "./cards.ts";

const mark = sampleCard("mark");
const afternoon = { start: "12:00", end: "16:00" };
const jobs = (cards: { job: string }[] | undefined) => cards?.map(({ job }) => job);

describe("a change that the board does not know of yet", () => {
  it("moves the visit to its lane and window, with the places that it takes and gives back", () => {
    const board = withCards(sampleBoard([mark]), [{ ...mark, rev: 2, crew: "dana", window: afternoon }]);
    expect(board.lanes.map(({ visits }) => jobs(visits))).toEqual([[], ["mark"], []]);
    expect(board.windows.map(({ taken }) => taken)).toEqual([0, 1]);
    expect(board.counts).toMatchObject({ visits: 1, unassigned: 0 });
  });

  it("counts in every window that shares its time, as the store does", () => {
    const former = sampleCard("hale", { window: { start: "11:00", end: "13:00" } });
    const board = withCards(sampleBoard(), [{ ...former, rev: 2, crew: "dana" }]);
    expect(board.windows.map(({ taken }) => taken)).toEqual([1, 1]);
  });

  it("removes it from the day that it leaves, and from the list of unscheduled visits", () => {
    const unscheduled = sampleCard("bo", { day: null, window: null });
    const board = sampleBoard([mark, unscheduled]);
    const moved = withCards(board, [
      { ...mark, rev: 2, day: "2026-11-28" },
      { ...unscheduled, rev: 2, day: "2026-11-27", window: afternoon, crew: "luis" },
    ]);
    expect(moved.lanes.map(({ visits }) => jobs(visits))).toEqual([[], [], ["bo"]]);
    expect(moved.trays.unscheduled).toEqual([]);
    expect(moved.windows.map(({ taken }) => taken)).toEqual([0, 1]);
  });

  it("brings a visit of another day into the trays where it waits there", () => {
    const late = sampleCard("hale", { day: "2026-11-26", status: "ready_for_pickup", state: "attempted" });
    expect(jobs(withCards(sampleBoard(), [late]).trays.late)).toEqual(["hale"]);
    expect(jobs(withCards(sampleBoard([late]), [{ ...late, rev: 2, state: "done" }]).trays.late)).toEqual([]);
    // Today is not over yet.
    expect(jobs(withCards(sampleBoard(), [sampleCard("okafor")]).trays.late)).toEqual([]);
  });

  it("has the place of a cancelled job free again, whether or not the board knows of it", () => {
    const gone = { ...mark, rev: 2, status: "cancelled" as const };
    expect(withCards(sampleBoard([mark]), [gone]).windows.map(({ taken }) => taken)).toEqual([0, 0]);
    expect(withCards(sampleBoard([]), [gone]).windows.map(({ taken }) => taken)).toEqual([0, 0]);
    expect(jobs(withCards(sampleBoard([mark]), [gone]).lanes[0]?.visits)).toEqual([]);
  });

  it("gives way to a newer revision, and to a crew that is no more", () => {
    const newer = sampleBoard([{ ...mark, rev: 3, crew: "luis" }]);
    expect(withCards(newer, [{ ...mark, rev: 2, crew: "dana" }])).toBe(newer);
    expect(jobs(withCards(sampleBoard([mark]), [{ ...mark, rev: 2, crew: "gone" }]).lanes[0]?.visits)).toEqual([
      "mark",
    ]);
  });
});

it("counts a visit once if it is in a lane and in a list", () => {
  const ready = sampleCard("mark", { status: "ready_for_pickup", crew: "dana" });
  expect(cardsOf(sampleBoard([ready]))).toHaveLength(1);
});

it("keeps unchanged cards as the same objects and reports changed ones", () => {
  const before = sampleBoard([mark, sampleCard("bo")]);
  const next = shareCards(
    sampleBoard([{ ...mark, rev: 2, crew: "dana" }, sampleCard("bo"), sampleCard("new")]),
    before,
  );
  expect(next.lanes[0]?.visits[0]).toBe(before.lanes[0]?.visits[1]);
  expect([...changedCards(next, before)]).toEqual(["new/v1", "mark/v1"]);
});
