import { expect, it } from "vitest";
import { sampleBoard, sampleCard } from "./board.sample.ts";
import { sheetsOf } from "./day-sheet.tsx";

it("has a page for each crew with stops, then one for visits without a crew", () => {
  const board = sampleBoard([
    sampleCard("free"),
    sampleCard("first", { crew: "luis" }),
    sampleCard("gone", { crew: "luis", status: "cancelled" }),
  ]);
  expect(sheetsOf(board).map(({ crew, visits }) => [crew?.name ?? null, visits.map(({ job }) => job)])).toEqual([
    ["Luis", ["first"]],
    [null, ["free"]],
  ]);
});
