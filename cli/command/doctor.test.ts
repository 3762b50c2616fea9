import { expect, test } from "vitest";
import { needsPerson } from "./doctor.ts";

test("parked messages need no person, and every other problem does", () => {
  expect(needsPerson({ kind: "parked_outbox" })).toBe(false);
  expect((["dead_reference", "unreadable_document"] as const).map((kind) => needsPerson({ kind }))).toEqual([
    true,
    true,
  ]);
});
