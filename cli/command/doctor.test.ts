import { expect, test } from "vitest";
import { needsPerson } from "./doctor.ts";

test("parked messages and days with too many jobs need no person", () => {
  expect((["parked_outbox", "crowded_day"] as const).map((kind) => needsPerson({ kind }))).toEqual([false, false]);
  expect((["dead_reference", "unreadable_document"] as const).map((kind) => needsPerson({ kind }))).toEqual([
    true,
    true,
  ]);
});
