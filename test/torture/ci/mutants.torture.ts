import { expect, test } from "vitest";
import { run } from "./run-once.ts";

/** Ten seconds on an idle machine. The run ends by operations, not by time. */
const most = { minutes: 2, operations: 550 };

test("catches a store that repeats a change without a write id after a lost acknowledgement", async () => {
  const mutant = "no-write-ids";
  const summary = await run({ engine: "directory", seed: 1, ...most, mutant });
  expect(Object.keys(summary.violations_by_kind)).toContain("twice");
  const twice = summary.shown.find(({ kind }) => kind === "twice");
  expect(twice?.detail).toMatch(/stands at revs \d+, \d+/);
});

test("catches a store that checks for an opening before the CAS", async () => {
  const mutant = "early-capacity";
  const summary = await run({ engine: "directory", seed: 1, ...most, mutant });
  expect(Object.keys(summary.violations_by_kind)).toEqual(["oversold"]);
  expect(summary.shown[0]?.detail).toMatch(/of \d/);
});
