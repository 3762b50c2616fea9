import { describe, expect, test } from "vitest";
import { loadDayLog } from "./day-log-code.ts";
import type { Edit } from "./jobs-copy.ts";
import { explorationOf, processesOf } from "./day-log-world.ts";
import { BrokenSchedule, searchAll, type Search } from "./search.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { Actor } from "./actor.ts";

/** One weaker rule: the edit that makes it, the processes that meet, and what they break. */
interface Mutant {
  rule: string;
  edits: Edit[];
  actors: (processes: ReturnType<typeof processesOf>) => Record<string, Actor<ObjectStore>>;
  budget?: Partial<Search<ObjectStore>>;
  witnesses?: boolean;
  breaks: RegExp;
}

const always = (file: string, from: string, to: string): Edit => ({ file, from, to });
const neverDistrusted = always(
  "log-head.ts",
  "return at <= this.current.headProvenAt + trustWindow_ms;",
  "return true || at <= trustWindow_ms;",
);
const noRetention = always("deletion.ts", "at - one.at >= retention_ms", "at - one.at >= 0 * retention_ms");

const commitMutants: Mutant[] = [
  {
    rule: "1c: a refused put counts as a lost race, whatever the entry says",
    edits: [
      always(
        "day-log.ts",
        "if (entry.header.write !== write) return false;",
        "if (isRefused || entry.header.write !== write) return false;",
      ),
      always(
        "day-log.ts",
        "batch: readonly Waiting<State, LogRecord>[]): boolean {",
        "batch: readonly Waiting<State, LogRecord>[], isRefused = false): boolean {",
      ),
      always(
        "day-log.ts",
        "write, batch);\n        // The put may",
        'write, batch, put.outcome === "conflict");\n        // The put may',
      ),
    ],
    actors: ({ writer }) => ({ a: writer("a1"), b: writer("b1") }),
    budget: { doubled: 1 },
    breaks: /applied twice/,
  },
  {
    rule: "1d: each attempt has a write id of its own",
    edits: [
      always(
        "day-log.ts",
        "n: n + 1, write, process,",
        "n: n + 1, write: `${write}${freshId(this.#context.random)}`, process,",
      ),
      always("day-log.ts", "this.#head.proveHead(got.at);\n", "this.#head.proveHead(got.at);\n        return false;\n"),
    ],
    actors: ({ writer }) => ({ a: writer("a1") }),
    budget: { latePuts: 1 },
    breaks: /applied twice/,
  },
  {
    rule: "1e: an entry that is absent after a lost answer means that the put failed",
    edits: [
      always(
        "day-log.ts",
        "this.#head.proveHead(got.at);\n",
        'this.#head.proveHead(got.at);\n        throw new StoreUnavailable("absent");\n',
      ),
    ],
    actors: ({ writer }) => ({ a: writer("a1") }),
    budget: { latePuts: 1 },
    breaks: /a failed entry is committed/,
  },
];

const stalledWriter: Mutant["actors"] = ({ writer, maintenance }) => ({
  a: writer("a1"),
  b: writer("b1"),
  m: maintenance("compact", "day", "day", "delete"),
});
const stalledReader: Mutant["actors"] = ({ writer, reader, maintenance }) => ({
  r: reader(2),
  a: writer("a1"),
  m: maintenance("compact", "day", "day", "delete"),
});

const deletionMutants: Mutant[] = [
  {
    rule: "2a: an entry is deleted as soon as a snapshot covers it",
    edits: [noRetention],
    actors: ({ writer, maintenance }) => ({ a: writer("a1"), b: writer("b1"), m: maintenance("compact", "delete") }),
    breaks: /a confirmed entry is lost/,
  },
  {
    rule: "2b: retention, and no trust window",
    edits: [neverDistrusted],
    actors: stalledWriter,
    breaks: /a confirmed entry is lost|cannot be read/,
  },
  {
    rule: "2c, 2d: no trust window for readers",
    edits: [always("log-head.ts", "if (!this.isTrusted(answer.at)) return false;\n", "")],
    actors: stalledReader,
    witnesses: true,
    breaks: /misses a confirmed entry/,
  },
  {
    rule: "2e: the answer to a put counts at any time",
    edits: [always("day-log.ts", "if (!this.#head.isTrusted(put.at)) return", "if (!this.#head.isTrusted(0)) return")],
    actors: stalledWriter,
    breaks: /a confirmed entry is lost/,
  },
  {
    rule: "2f: after a success only the entry before is looked up",
    edits: [
      noRetention,
      always(
        "day-log.ts",
        "if (!this.#head.isTrusted(put.at)) return",
        'if (n > 1 && (await objects.get(entryKey(name, n - 1))).outcome !== "found") return',
      ),
    ],
    actors: ({ writer, maintenance }) => ({ a: writer("a1"), b: writer("b1"), m: maintenance("compact", "delete") }),
    breaks: /a confirmed entry is lost/,
  },
  {
    rule: "2g: the trust window is as long as retention",
    edits: [always("retention.ts", "trustWindow_ms = 86_400_000", "trustWindow_ms = 2 * 86_400_000")],
    actors: stalledWriter,
    breaks: /a confirmed entry is lost/,
  },
  {
    rule: "2h: the calendar takes any snapshot, so it goes back",
    edits: [always("compaction.ts", "entry.snapshot.n >= n", "entry.snapshot.id === id")],
    actors: ({ writer, compactor, maintenance }) => ({
      a: writer("a1", "a2"),
      c: compactor,
      m: maintenance("compact", "day", "day", "delete"),
    }),
    breaks: /a confirmed entry is lost|cannot be read/,
  },
  {
    rule: "2i: an opening counts from its first entry, not from its calendar",
    edits: [always("open-at-snapshot.ts", "headProvenAt: calendar.at", "headProvenAt: Infinity")],
    actors: ({ writer, reader, maintenance }) => ({
      r: reader(1),
      a: writer("a1", "a2"),
      m: maintenance("compact", "day", "day", "delete"),
    }),
    witnesses: true,
    breaks: /misses a confirmed entry|is missing|does not follow/,
  },
  {
    rule: "2j: an entry that is found moves headProvenAt",
    edits: [
      always(
        "log-head.ts",
        "this.append(answer.entry);\n",
        "this.append(answer.entry);\n          this.proveHead(answer.at);\n",
      ),
      always("day-log.ts", "this.#head.append(entry);\n", "this.#head.append(entry);\n    this.#head.proveHead(at);\n"),
      always(
        "day-log.ts",
        "batch: readonly Waiting<State, LogRecord>[]): boolean {",
        "batch: readonly Waiting<State, LogRecord>[], at = 0): boolean {",
      ),
      always("day-log.ts", "write, batch);\n        // The put may", "write, batch, got.at);\n        // The put may"),
    ],
    actors: ({ writer, maintenance }) => ({
      a: writer("a1", "a2"),
      b: writer("b1"),
      m: maintenance("compact", "day", "day", "delete"),
    }),
    breaks: /a confirmed entry is lost/,
  },
];

describe.each([
  ["commit", commitMutants],
  ["deletion", deletionMutants],
])("%s: the explorer finds what breaks", (_, mutants) => {
  test.each(mutants.map((mutant) => [mutant.rule, mutant] as const))("%s", async (_rule, mutant) => {
    const { edits, actors, budget = {}, witnesses = false, breaks } = mutant;
    const code = await loadDayLog(edits);
    const broken = await searchAll(explorationOf(code, actors(processesOf(code, { witnesses })), budget)).then(
      ({ states }) => new Error(`No schedule of ${states} states breaks it`),
      (error: unknown) => error,
    );
    if (!(broken instanceof BrokenSchedule)) throw broken;
    expect(broken.message.split("\n")[0]).toMatch(breaks);
  });
});
