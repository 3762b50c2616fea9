import { expect, test } from "vitest";
import { engineNames } from "../engine.ts";
import { missingOf, run } from "./run-once.ts";

/** Seconds per engine: with the broken stores, three minutes in all. */
const seconds = 40;

for (const engine of engineNames) {
  if (engine === "ministack") continue; // it has one process and one lock, so its races are not real
  const missing = missingOf(engine);
  if (missing !== null) {
    test.skip(`${engine}: ${missing}`);
    continue;
  }
  test(`${engine}: ${seconds} s of faults break no promise`, async () => {
    const summary = await run({ engine, seed: 20_261_127, minutes: seconds / 60, operations: 1_000_000 });
    expect(summary.shown).toEqual([]);
    expect(summary.violations).toBe(0);
    // A run without operations would prove nothing.
    expect(summary.confirmed).toBeGreaterThan(200);
    expect(summary.reads).toBeGreaterThan(200);
    expect(summary.lives).toBeGreaterThan(summary.processes);
    expect(Object.keys(summary.faults).length).toBeGreaterThan(5);
  });
}
