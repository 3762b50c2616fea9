import { expect, test } from "vitest";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { Actor } from "./actor.ts";
import { loadMarkers } from "./due-marker-code.ts";
import { explorationOf, processesOf } from "./due-marker-world.ts";
import type { Edit } from "./jobs-copy.ts";
import { BrokenSchedule, searchAll, type Search } from "./search.ts";

/** One weaker rule: the edit that makes it, and the processes that meet. */
interface Mutant {
  rule: string;
  edits: Edit[];
  actors: (processes: ReturnType<typeof processesOf>) => Record<string, Actor<ObjectStore>>;
  budget?: Partial<Search<ObjectStore>>;
}

const [a, b] = ["261127-AAAA", "261127-BBBB"];
const neverSwept: Edit = {
  file: "outbox/outbox-records.ts",
  from: "if (sweepTo === null || sweepTo <= swept) return",
  to: "if (sweepTo === null || sweepTo <= swept || left.length >= 0) return",
};
const sweptHourUsedAgain: Edit = {
  file: "outbox/outbox-records.ts",
  from: 'swept === "" ? hourOf',
  to: "swept === swept ? hourOf",
};

const mutants: Mutant[] = [
  {
    rule: "d1a: the marker is put after the entry",
    edits: [
      {
        file: "log/day-log.ts",
        from: "      await this.#context.prepare?.(this.#head.current.n + 1, records);\n",
        to: "",
      },
      {
        file: "log/day-log.ts",
        from: "      if (isAppended) return true;\n",
        to: "      if (isAppended) await this.#context.prepare?.(this.#head.current.n, records);\n      if (isAppended) return true;\n",
      },
    ],
    actors: ({ writer }) => ({ w: writer([a]) }),
    budget: { crashes: 1 },
  },
  {
    rule: "d1b: one marker a day, deleted without an entry when the day has no work",
    edits: [
      neverSwept,
      {
        file: "outbox/outbox-records.ts",
        from: "storeTime: number): Hour =>\n",
        to: "storeTime: number): Hour => true ? '2026-11-27T14' :\n",
      },
      {
        file: "outbox/outbox.ts",
        from: "const sweepTo = marked?.hours.findLast((hour) => hour < marked.now) ?? null;",
        to: "const sweepTo = marked?.hours.at(-1) ?? null;",
      },
      {
        file: "outbox/outbox.ts",
        from: "if (marked !== null && sweepTo !== null) {",
        to: "if (marked !== null && sweepTo !== null && left.length === 0) {",
      },
    ],
    actors: ({ writer, sweeper }) => ({ w: writer([a]), s: sweeper(1) }),
    budget: { crashes: 1 },
  },
  {
    rule: "d1c: a marker is deleted by its age alone",
    edits: [
      neverSwept,
      {
        file: "outbox/outbox.ts",
        from: 'import type { Hour } from "./hour.ts";',
        to: 'import { hourAfter, type Hour } from "./hour.ts";',
      },
      {
        file: "outbox/outbox.ts",
        from: "findLast((hour) => hour < marked.now)",
        to: "findLast((hour) => hourAfter(hour) < marked.now)",
      },
    ],
    actors: ({ writer, sweeper, time }) => ({ w: writer([a]), s: sweeper(1), t: time(2) }),
    budget: { crashes: 1 },
  },
  {
    rule: "d1d: a process uses a swept hour again, because it has put that marker (clocks an hour apart)",
    edits: [sweptHourUsedAgain],
    actors: ({ writer, sweeper, time }) => ({ w: writer([a, b], { isBehind: true }), s: sweeper(1), t: time(1) }),
    budget: { crashes: 1 },
  },
  {
    rule: "d1e: another process puts the marker of a swept hour again (clocks an hour apart)",
    edits: [sweptHourUsedAgain],
    actors: ({ writer, sweeper, time }) => ({
      v: writer([a]),
      w: writer([b], { isBehind: true }),
      s: sweeper(1),
      t: time(1),
    }),
    budget: { crashes: 1 },
  },
  {
    rule: "an hour ends on the state that was read, not on the state before the entry",
    edits: [
      { file: "outbox/outbox.ts", from: "const settled = settle(newest);", to: "const settled = settle(state);" },
    ],
    actors: ({ writer, sweeper, time }) => ({ w: writer([a]), s: sweeper(1), t: time(1) }),
    budget: { crashes: 1 },
  },
];

test.each(mutants.map((mutant) => [mutant.rule, mutant] as const))(
  "the explorer finds what breaks: %s",
  async (_rule, { edits, actors, budget = {} }) => {
    const code = await loadMarkers(edits);
    const broken = await searchAll(explorationOf(code, actors(processesOf(code)), budget)).then(
      ({ states }) => new Error(`No schedule of ${states} states breaks it`),
      (error: unknown) => error,
    );
    if (!(broken instanceof BrokenSchedule)) throw broken;
    expect(broken.message.split("\n")[0]).toBe("work that no process finds");
  },
  300_000,
);
