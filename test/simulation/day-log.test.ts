import { expect, test } from "vitest";
import { loadDayLog } from "./day-log-code.ts";
import { explorationOf, processesOf } from "./day-log-world.ts";
import { searchAll } from "./search.ts";

const code = await loadDayLog();
const { writer, compactor, maintenance } = processesOf(code);
const { writer: witnessed, reader } = processesOf(code, { witnesses: true });

test.each([
  ["two writers, a lost answer, a crash", { a: writer("a1", "a2"), b: writer("b1") }, { lostAnswers: 1, crashes: 1 }],
  ["two writers, a late put, a crash", { a: writer("a1"), b: writer("b1") }, { latePuts: 1, crashes: 1 }],
  ["two writers, a put delivered twice", { a: writer("a1", "a2"), b: writer("b1") }, { doubled: 1 }],
  ["two writers, an unreachable store", { a: writer("a1"), b: writer("b1") }, { unavailable: 1, lostAnswers: 1 }],
  ["three writers", { a: writer("a1"), b: writer("b1"), c: writer("c1") }, {}],
  ["a writer and a reader", { a: witnessed("a1", "a2"), r: reader(2) }, { lostAnswers: 1 }],
] as const)("commit holds: %s", async (name, actors, budget) => {
  const { states } = await searchAll(explorationOf(code, actors, { name, ...budget }));
  expect(states).toBeGreaterThan(10);
});

const deletion = maintenance("compact", "day", "day", "delete");
test.each([
  ["two writers and deletion", { a: writer("a1"), b: writer("b1"), m: deletion }, {}],
  ["two writers, a late put and deletion", { a: writer("a1"), b: writer("b1"), m: deletion }, { latePuts: 1 }],
  ["a writer, a reader and deletion", { a: witnessed("a1"), r: reader(2), m: deletion }, {}],
  ["two compactors and deletion", { a: writer("a1", "a2"), c: compactor, m: deletion }, {}],
] as const)(
  "deletion holds: %s",
  async (name, actors, budget) => {
    const { states } = await searchAll(explorationOf(code, actors, { name, ...budget }));
    expect(states).toBeGreaterThan(10);
  },
  900_000,
);
