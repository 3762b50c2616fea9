import { describe, expect, test } from "vitest";
import { loadDayLog } from "./day-log-code.ts";
import { explorationOf, processesOf } from "./day-log-world.ts";
import type { Edit } from "./jobs-copy.ts";
import { BrokenSchedule, searchAll } from "./search.ts";

/** A log whose entries each hold the whole value, as `store/documents/` uses it. */
const use = { wholeValues: true };
const code = await loadDayLog();
const { writer, maintenance } = processesOf(code, use);
const witness = processesOf(code, { ...use, witnesses: true });
/** Others write, name an entry, and delete the entries below it two days later. */
const steps = ["write", "write", "upkeep", "day", "day", "upkeep"] as const;
const others = maintenance(...steps);

test.each([
  ["two writers, a lost answer, a crash", { a: writer("a1", "a2"), b: writer("b1") }, { lostAnswers: 1, crashes: 1 }],
  ["two writers, a late put", { a: writer("a1"), b: writer("b1") }, { latePuts: 1 }],
  ["two writers, a put delivered twice", { a: writer("a1", "a2"), b: writer("b1") }, { doubled: 1 }],
  ["a writer and a reader", { a: witness.writer("a1", "a2"), r: witness.reader(2) }, { lostAnswers: 1 }],
  ["a writer and deletion", { a: writer("a1"), m: others }, {}],
  ["a writer, a lost answer and deletion", { a: writer("a1"), m: others }, { lostAnswers: 1 }],
  ["a writer, a late put and deletion", { a: writer("a1"), m: others }, { latePuts: 1 }],
  ["a reader and deletion", { r: witness.reader(2), m: witness.maintenance(...steps) }, {}],
] as const)(
  "a document log holds: %s",
  async (name, actors, budget) => {
    const { states } = await searchAll(explorationOf(code, actors, { ...use, name, ...budget }));
    expect(states).toBeGreaterThan(10);
  },
  900_000,
);

describe("the explorer finds what breaks", () => {
  const mutants: [rule: string, edit: Edit, budget: { lostAnswers?: number }, breaks: RegExp][] = [
    [
      "a stray entry at a deleted number counts as written",
      { file: "open-at-newest.ts", from: "if (before?.sum !== entry.header.prev)", to: "if (before === null)" },
      {},
      /a confirmed entry is lost/,
    ],
    [
      "an entry that was deleted counts as never written",
      { file: "open-at-newest.ts", from: "throw new OutcomeUnknown(", to: "return writes; void new OutcomeUnknown(" },
      { lostAnswers: 1 },
      /applied twice/,
    ],
    [
      "no trust window",
      {
        file: "log-head.ts",
        from: "return at <= this.current.headProvenAt + trustWindow_ms;",
        to: "return true || at <= trustWindow_ms;",
      },
      {},
      /a confirmed entry is lost|cannot be read/,
    ],
    [
      "the named entry is deleted too",
      { file: "deletion.ts", from: "floor.parts === 0 ? key >= last : key > last", to: "key > last" },
      {},
      /cannot be read|a confirmed entry is lost/,
    ],
  ];

  test.each(mutants)(
    "%s",
    async (name, edit, budget, breaks) => {
      const mutant = await loadDayLog([edit]);
      const { writer, maintenance } = processesOf(mutant, use);
      const actors = { a: writer("a1"), m: maintenance(...steps) };
      const broken = await searchAll(explorationOf(mutant, actors, { ...use, name, ...budget })).then(
        () => null,
        (error: unknown) => error,
      );
      if (!(broken instanceof BrokenSchedule)) throw broken;
      expect(broken.message.split("\n")[0]).toMatch(breaks);
    },
    900_000,
  );
});
