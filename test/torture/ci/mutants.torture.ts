import { expect, test } from "vitest";
import { run } from "./run-once.ts";

/** On a machine with nothing else to do, ten seconds; it ends with the operations, not with the time. */
const most = { minutes: 2, operations: 550 };

test("a store that does a change again after a lost answer, under no name, is caught", async () => {
  const mutant = "no-write-ids";
  const summary = await run({ engine: "directory", seed: 1, ...most, mutant });
  expect(Object.keys(summary.violations_by_kind)).toContain("twice");
  const twice = summary.shown.find(({ kind }) => kind === "twice");
  expect(twice?.detail).toMatch(/stands at revs \d+, \d+/);
});

test("a store that looks for a place before it takes it, not while, is caught", async () => {
  const mutant = "early-capacity";
  const summary = await run({ engine: "directory", seed: 1, ...most, mutant });
  expect(Object.keys(summary.violations_by_kind)).toEqual(["oversold"]);
  expect(summary.shown[0]?.detail).toMatch(/of \d/);
});
