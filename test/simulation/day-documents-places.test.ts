import { describe, expect, test } from "vitest";
import type { JobId } from "../../domain/job-id.ts";
import { friday, saturday, seededRandom } from "../../store/conformance/fixture.ts";
import { MemoryObjectStore } from "../../store/objects/memory/memory-object-store.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";
import { explore, findBroken, type Exploration, type StoreContext } from "./explore.ts";
import {
  bookingOf,
  by,
  copyInto,
  loadProtocol,
  longAgo,
  moveTo,
  onePlace,
  type Mutation,
  type Protocol,
} from "./day-documents-protocol.ts";
import { assertSound, limboOf, readAll } from "./day-documents-world.ts";

/**
 * Reservations across days, with the real code under every order of its store calls. An opening is never sold twice, a
 * live reservation is never pruned, and after any stop a lone pruner removes everything that is left over.
 */
const monday = "2026-11-30";

const scene = (protocol: Protocol) => {
  const jobs: JobId[] = [];
  const store = new MemoryObjectStore();
  const process = protocol.open({ store, clock: longAgo, random: seededRandom(1) });
  return {
    jobs,
    store,
    process,
    /** A job with the home day `day` and an id that the actors know. */
    book: async (day: string) => {
      const { job } = await process.writer.create(bookingOf(`booked-${jobs.length}`, day));
      jobs.push(job.id);
    },
    move: async (index: number, day: string) => {
      await process.writer.change(jobs[index] ?? "", { write: `moved-${index}-${day}`, by, decide: moveTo(day) });
    },
  };
};

type Scene = ReturnType<typeof scene>;

interface Asked {
  protocol: Protocol;
  prepare: (scene: Scene) => Promise<unknown>;
  actors: (scene: Scene, protocol: Protocol) => Exploration["actors"];
  /** Write ids of actors, where they differ from the actor's name. */
  writes?: Record<string, string>;
  /** Checks a final state. */
  also?: (results: Record<string, unknown>) => void;
}

type Faults = Pick<Exploration, "name" | "crashes" | "lostAnswers" | "latePuts">;

const exploration = async (
  { protocol, prepare, actors, writes = {}, also }: Asked,
  faults: Faults = {},
): Promise<Exploration> => {
  const made = scene(protocol);
  await prepare(made);
  return {
    ...faults,
    setup: (store) => copyInto(made.store, store),
    actors: actors(made, protocol),
    invariant: async ({ store, ended, results, crashed, now }) => {
      // An opening sold twice stays sold twice, so the final states show it.
      if (!ended) return;
      const before = readAll(store);
      assertSound(before.days, before.jobs);
      also?.(results);
      // A confirmed move is so, unless another write moved the visit again.
      for (const job of before.jobs) {
        const confirmed = Object.entries(results).filter(([, answer]) => answer === `done ${job.id}`);
        for (const [name] of confirmed)
          expect(job.history.filter(({ id }) => id === (writes[name] ?? name))).toHaveLength(1);
      }
      await cleanUp(protocol, store, now);
      const after = readAll(store);
      assertSound(after.days, after.jobs);
      expect(limboOf(after.days), `limbo, after ${crashed.join()} crashed`).toEqual([]);
      for (const { day, void: given } of after.days.values()) expect(given, `void of ${day}`).toEqual([]);
      expect(after.jobs).toEqual(before.jobs);
    },
  };
};

/** A lone sweep and drain, as each minute's tick runs them. */
const cleanUp = async (protocol: Protocol, store: ObjectStore, now: number): Promise<void> => {
  const clock = { now: () => now + 3_600_000, sleep: () => Promise.resolve() };
  const { documents, outbox } = protocol.open({ store, clock, random: seededRandom(2) });
  for (const day of [friday, saturday, monday]) await protocol.pruneDay(documents, day, 0);
  await outbox.drain();
};

const mover =
  (protocol: Protocol, name: string, id: JobId | undefined, ...days: string[]) =>
  async (context: StoreContext): Promise<string> => {
    const { writer } = protocol.open(context);
    let answer = "";
    for (const [index, day] of days.entries()) {
      const write = index === 0 ? name : `${name}-${index}`;
      answer = await protocol.answerOf(() => writer.change(id ?? "", { write, by, decide: moveTo(day) }));
    }
    return answer === "done" ? `done ${id}` : answer;
  };

const booker =
  (protocol: Protocol, name: string, day: string) =>
  ({ store, clock, random }: StoreContext): Promise<string> =>
    protocol.answerOf(() => protocol.open({ store, clock, random }).writer.create(bookingOf(name, day)));

const pruner =
  (protocol: Protocol, day: string) =>
  async ({ store, clock, random }: StoreContext): Promise<void> => {
    await protocol.answerOf(() => protocol.pruneDay(protocol.open({ store, clock, random }).documents, day, 0));
  };

/** One opening on Saturday, and a job on Friday that moves there. */
const contested = async (made: Scene) => {
  await onePlace(made.process, saturday);
  await made.book(friday);
};

const protocol = await loadProtocol();
const one = { crashes: 1, lostAnswers: 1 };
const late = { crashes: 1, latePuts: 1 };

const moveAndPrune = (using: Protocol): Asked => ({
  protocol: using,
  prepare: contested,
  actors: ({ jobs }) => ({ mover: mover(using, "mover", jobs[0], saturday), pruner: pruner(using, saturday) }),
});
const bookMoveAndPrune = (using: Protocol): Asked => ({
  protocol: using,
  prepare: contested,
  actors: ({ jobs }) => ({
    mover: mover(using, "mover", jobs[0], saturday),
    pruner: pruner(using, saturday),
    booker: booker(using, "booker", saturday),
  }),
  also: ({ mover: told, booker: booked }) =>
    expect([told, booked].filter((answer) => String(answer).startsWith("done")).length).toBeLessThan(2),
});
const bookAndMove = (using: Protocol): Asked => {
  const { actors, ...rest } = bookMoveAndPrune(using);
  return {
    ...rest,
    actors: (made, one) => {
      const { pruner: _pruner, ...others } = actors(made, one);
      return others;
    },
  };
};
/** A move to Saturday, Monday and Saturday again, while a pruner checks the reservation left on Saturday. */
const thereAndBack = (using: Protocol): Asked => ({
  protocol: using,
  prepare: async (made) => {
    await made.book(friday);
    await made.move(0, saturday);
  },
  actors: ({ jobs }) => ({ mover: mover(using, "mover", jobs[0], monday, saturday), pruner: pruner(using, saturday) }),
});
const twoMovers = (using: Protocol): Asked => ({
  protocol: using,
  prepare: async (made) => {
    await contested(made);
    await made.book(monday);
  },
  actors: ({ jobs }) => ({
    first: mover(using, "first", jobs[0], saturday),
    second: mover(using, "second", jobs[1], saturday),
    pruner: pruner(using, saturday),
  }),
});
/** Two people move the same job. */
const oneJobTwice = (using: Protocol): Asked => ({
  protocol: using,
  prepare: contested,
  actors: ({ jobs }) => ({
    first: mover(using, "first", jobs[0], saturday),
    second: mover(using, "second", jobs[0], monday),
  }),
});
/** Two processes use one write id, because the first one's answer to its caller was lost. */
const retried = (using: Protocol): Asked => ({
  protocol: using,
  prepare: contested,
  actors: ({ jobs }) => ({
    mover: mover(using, "mover", jobs[0], saturday),
    again: mover(using, "mover", jobs[0], saturday),
  }),
  writes: { again: "mover" },
});

describe("reservations on other days", () => {
  test.each([
    ["a booking, a move and a pruner", bookMoveAndPrune, {}],
    ["a booking and a move; crash, lost answer", bookAndMove, one],
    ["a move and a pruner; crash, lost answer", moveAndPrune, one],
    ["a move and a pruner; crash, late PUT", moveAndPrune, late],
    ["two moves to one place, and a pruner", twoMovers, {}],
    ["there, away and back, and a pruner", thereAndBack, {}],
    ["there, away and back, and a pruner; crash", thereAndBack, { crashes: 1 }],
    ["one job moved by two; crash, late PUT", oneJobTwice, late],
    ["one move tried twice in two processes; crash, lost answer", retried, one],
  ])("%s", { timeout: 120_000 }, async (name, ask, faults) => {
    await explore(await exploration(ask(protocol), { name, ...faults }));
  });
});

describe("a broken variant is caught", () => {
  const broken = async (mutation: Mutation, ask: (using: Protocol) => Asked, faults: Faults = {}): Promise<string> =>
    (await findBroken(await exploration(ask(await loadProtocol(mutation)), faults))).message;

  test("capacity that does not count reservations which no job names yet", async () => {
    const message = await broken(
      {
        place: ({ assertPlacesAtHome: _real, ...real }) => ({
          ...real,
          assertPlacesAtHome: (draft, _before, after) => {
            const here = [...draft.jobs.values()].filter(
              ({ job }) => job.id !== after.id && job.status !== "cancelled",
            );
            if (here.length >= 1) throw new Error("full");
          },
        }),
      },
      bookAndMove,
    );
    expect(message).toContain("is sold 2 times");
  });

  test("a pruner that only reads the job, and revokes nothing in its home document", async () => {
    const message = await broken(
      {
        prune: (_real, { dropReference }) => ({
          pruneDay: async (documents, day) => {
            for (const { job, ref } of (await documents.day(day).read()).references) {
              const stored = await documents.job(job);
              if (stored?.holds.some((hold) => hold.ref === ref) !== true) await dropReference(documents, day, ref);
            }
            return 0;
          },
        }),
      },
      moveAndPrune,
    );
    expect(message).toMatch(/which is there 0 times|counts fewer/);
  });

  test("a revoked reservation that is never forgotten, after a crash", async () => {
    const message = await broken({ prune: () => ({ emptyVoid: () => Promise.resolve() }) }, moveAndPrune, {
      crashes: 1,
    });
    expect(message).toContain("void of");
  });
});
