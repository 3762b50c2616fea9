import { expect, it } from "vitest";
import { sampleBoard, sampleCard } from "./board.sample.ts";
import { bookedCents } from "./day-totals.tsx";

it("counts a job once, and no job that is cancelled, a sample or in another currency", () => {
  const board = sampleBoard([
    sampleCard("mark", { total_cents: 60_000 }),
    sampleCard("mark", { visit: "v2", crew: "dana", total_cents: 60_000 }),
    sampleCard("bo", { crew: "luis", total_cents: 24_900 }),
    sampleCard("gone", { status: "cancelled" }),
    sampleCard("try", { sample: true }),
    sampleCard("euro", { currency: "EUR" }),
    sampleCard("unpriced", { total_cents: null }),
  ]);
  expect(bookedCents(board, "USD")).toBe(84_900);
});
