import { expect, test } from "vitest";
import type { Edit } from "./jobs-copy.ts";
import { loadReservations } from "./reservations-code.ts";
import { bookAndMove, bookMoveAndPrune, moveAndPrune, suspended, type Meeting } from "./reservations-scenes.ts";
import { actorsOf, explorationOf, openScene } from "./reservations-world.ts";
import { BrokenSchedule, searchAll } from "./search.ts";

/** One weaker rule: the edits that make it, the processes that meet, and what they break. */
interface Mutant {
  rule: string;
  edits: Edit[];
  meeting: Meeting;
  crashes?: number;
  breaks: RegExp;
}

const edit = (file: string, from: string, to: string): Edit => ({ file, from, to });
/** A void counts only if it is newer than the plan: the rule in its weakest right form. */
const voidsSincePlan = edit(
  "reservations.ts",
  "home.voids.refs.has(found.ref)",
  "(home.voids.refs.get(found.ref) ?? 0) > this.#plannedAt",
);
const isSoldTwice = /is sold 2 times/;
const isNotThere = /which does not exist/;

const mutants: Mutant[] = [
  {
    rule: "r1a: a pruner removes a reservation without a void",
    edits: [edit("prune.ts", "voids.refs.has(ref) ? [] : [{ void: ref }]", "[]")],
    meeting: moveAndPrune,
    breaks: isNotThere,
  },
  {
    rule: "r1a: the same, with a booking that gets the opening",
    edits: [edit("prune.ts", "voids.refs.has(ref) ? [] : [{ void: ref }]", "[]")],
    meeting: bookMoveAndPrune,
    breaks: /is sold 2 times|which does not exist/,
  },
  {
    rule: "r1b: a mover notes where its home log is only after it has reserved",
    edits: [
      voidsSincePlan,
      edit(
        "reservations.ts",
        "await held.reserve(decision, n);",
        "await held.reserve(decision, n);\n      held.planAt((await context.days.day(home).read()).n);",
      ),
      edit(
        "reservations.ts",
        "  cover(places",
        "  planAt(n: number) {\n    this.#plannedAt = n;\n  }\n\n  cover(places",
      ),
    ],
    meeting: moveAndPrune,
    breaks: isNotThere,
  },
  {
    rule: "r1c: a mover goes on after its home log was opened from a later snapshot",
    edits: [edit("reservations.ts", "places.length > 0 && home.voids.from > this.#plannedAt", "false")],
    meeting: suspended,
    breaks: isNotThere,
  },
  {
    rule: "r1d: a void is decided on an older state than it follows",
    edits: [
      edit(
        "prune.ts",
        "  return await days.day(home).change",
        "  const { state: old } = await days.day(home).read();\n  return await days.day(home).change",
      ),
      edit("prune.ts", "if (jobs.get(job)", "if (old.jobs.get(job)"),
    ],
    meeting: moveAndPrune,
    breaks: isNotThere,
  },
  {
    rule: "r1e: a lost race is tried again without a look at what won it",
    edits: [
      edit(
        "reservations.ts",
        "last = decide(state, settings, held);",
        'if (last?.kind !== "commit") last = decide(state, settings, held);',
      ),
    ],
    meeting: moveAndPrune,
    breaks: isNotThere,
  },
  {
    rule: "r1f: capacity does not count reservations that no job names yet",
    edits: [
      edit(
        "day/day-capacity.ts",
        "firstFull(offer, [...state.used.values()], { before: had",
        "firstFull(offer, [...recount(state.used, { removed: [...state.reservations.values()].filter(({ card }) => card.rev === 0) }).values()], { before: had",
      ),
    ],
    meeting: bookAndMove,
    breaks: isSoldTwice,
  },
  {
    rule: "r1g: a mover that plans again uses the reservation that it finds",
    edits: [
      voidsSincePlan,
      edit(
        "reservations.ts",
        "      await this.endAllBut([]);\n      this.#planned",
        "      this.#held = [];\n      this.#planned",
      ),
      edit("reservations.ts", "const holds = places.map", "let used = null;\n    const holds = places.map"),
      edit("reservations.ts", "this.#held.push(...holds);", "this.#held.push({ ...holds[0], ref: used });"),
      edit(
        "reservations.ts",
        "        const hours = hoursOf(state, settings);\n        if (!isOwed)",
        "        const found = state.reservations.find((one) => one.job === job.id && samePlace(one, places[0]));\n" +
          "        used = found?.ref ?? holds[0].ref;\n" +
          "        if (found !== undefined) return { records: [], result: undefined };\n" +
          "        const hours = hoursOf(state, settings);\n        if (!isOwed)",
      ),
    ],
    meeting: moveAndPrune,
    breaks: isNotThere,
  },
];

test.each(mutants.map((mutant) => [mutant.rule, mutant] as const))(
  "the explorer finds what breaks: %s",
  { timeout: 300_000 },
  async (_rule, { edits, meeting, crashes = 0, breaks }) => {
    const code = await loadReservations(edits);
    const scene = await openScene(code);
    await meeting.prepare(scene);
    const search = explorationOf(code, scene, meeting.actors(scene, actorsOf(code)), { crashes });
    const broken = await searchAll(search).then(
      ({ states }) => new Error(`No schedule of ${states} states breaks it`),
      (error: unknown) => error,
    );
    if (!(broken instanceof BrokenSchedule)) throw broken;
    expect(broken.message.split("\n")[0]).toMatch(breaks);
  },
);
