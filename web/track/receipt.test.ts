import { expect, it } from "vitest";
import type { TrackedJob } from "../../http/client.ts";
import { createFormat } from "../shared/format.ts";
import { priceNotes } from "./receipt.tsx";
import { sampleTracked } from "./tracked.sample.ts";

const format = createFormat("en-US", "America/Los_Angeles");
const notes = (change: Partial<TrackedJob["pricing"]>) => priceNotes({ ...sampleTracked().pricing, ...change }, format);
const amendment = {
  id: "a1",
  at: "2026-12-01T05:00:00.000Z",
  by: "Coastline Hauling",
  reason: "One ton more",
  from_cents: 60_000,
  to_cents: 65_000,
  agreed: null,
};

it("says that a price is locked only if it has not changed, and that the customer agreed only if they did", () => {
  expect(notes({})).toEqual(["Price locked Nov 20"]);
  expect(notes({ amendments: [amendment] })).toEqual([
    "$600.00 → $650.00: One ton more",
    // In Los Angeles it is still Nov 30.
    "We changed the price on Nov 30",
  ]);
  const again = { ...amendment, at: "2026-12-03T20:00:00.000Z", from_cents: 65_000, to_cents: 67_500 };
  const agreed = { how: "link" as const, name: null, at: again.at };
  expect(notes({ amendments: [amendment, { ...again, agreed }] }).at(-1)).toBe("You agreed to the new price on Dec 3");
  const noYesNeeded = { ...agreed, how: "not_needed" as const };
  expect(notes({ amendments: [{ ...again, agreed: noYesNeeded }] }).at(-1)).toBe("We changed the price on Dec 3");
  expect(notes({ state: "unpriced" })).toEqual([]);
});
