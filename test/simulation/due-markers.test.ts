import { expect, test } from "vitest";
import { loadMarkers } from "./due-marker-code.ts";
import { explorationOf, processesOf } from "./due-marker-world.ts";
import { searchAll } from "./search.ts";

const code = await loadMarkers();
const { writer, sweeper, time } = processesOf(code);
const [a, b] = ["261127-AAAA", "261127-BBBB"];

test.each([
  ["a writer, a sweeper, a crash", { w: writer([a, b]), s: sweeper(1), t: time(1) }, { crashes: 1 }],
  ["two writers, a sweeper, a crash", { w: writer([a]), v: writer([b]), s: sweeper(1), t: time(1) }, { crashes: 1 }],
  ["two sweepers, a crash", { w: writer([a]), s: sweeper(1), r: sweeper(1), t: time(1) }, { crashes: 1 }],
  ["a clock an hour behind", { w: writer([a, b], { isBehind: true }), s: sweeper(1), t: time(1) }, { crashes: 1 }],
  ["a sweeper suspended for two days", { w: writer([a]), s: sweeper(1), t: time(1, 48) }, { crashes: 1 }],
  ["a late put", { w: writer([a]), s: sweeper(1), t: time(1) }, { latePuts: 1, crashes: 1 }],
  [
    "a lost answer and an unreachable store",
    { w: writer([a]), s: sweeper(1), t: time(1) },
    { lostAnswers: 1, unavailable: 1 },
  ],
])(
  "markers hold: %s",
  async (name, actors, budget) => {
    const { states } = await searchAll(explorationOf(code, actors, { name, isTidy: true, ...budget }));
    expect(states).toBeGreaterThan(10);
  },
  900_000,
);
