import { describe, expect, test } from "vitest";
import type { JobId } from "../../domain/job-id.ts";
import { friday, morning, saturday, seededRandom } from "../../store/conformance/fixture.ts";
import { MemoryObjectStore } from "../../store/objects/memory/memory-object-store.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";
import { explore, findBroken, type Exploration, type StoreContext } from "./explore.ts";
import {
  bookingOf,
  by,
  loadProtocol,
  longAgo,
  moveTo,
  onePlace,
  type Mutation,
  type Protocol,
} from "./day-documents-protocol.ts";
import { assertSound, limboOf, readAll } from "./day-documents-world.ts";

/**
 * Places across days, over the real code, under every order of its store calls: a place is never sold twice, a live
 * reference is never pruned, and from wherever it all stopped a lone pruner leaves nothing behind.
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
    /** A job at home on `day`; its own id, known to the actors. */
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

const copyInto = async (from: MemoryObjectStore, to: ObjectStore): Promise<void> => {
  for (const { key, body } of from.entries()) if (body !== undefined) await to.put(key, body, "absent");
};

interface Asked {
  protocol: Protocol;
  prepare: (scene: Scene) => Promise<unknown>;
  actors: (scene: Scene, protocol: Protocol) => Exploration["actors"];
  /** Looks at an end. */
  also?: (results: Record<string, unknown>) => void;
}

const exploration = async (
  { protocol, prepare, actors, also }: Asked,
  faults: Pick<Exploration, "name" | "crashes" | "lostAnswers" | "latePuts" | "unavailable"> = {},
): Promise<Exploration> => {
  const made = scene(protocol);
  await prepare(made);
  return {
    ...faults,
    setup: (store) => copyInto(made.store, store),
    actors: actors(made, protocol),
    invariant: async ({ store, ended, results, crashed, now }) => {
      const before = readAll(store);
      assertSound(before.days, before.jobs);
      if (!ended) return;
      also?.(results);
      // What a person was told of a move is so, unless somebody moved it again.
      for (const job of before.jobs) {
        const confirmed = Object.entries(results).filter(([, answer]) => answer === `done ${job.id}`);
        for (const [name] of confirmed) expect(job.history.map(({ id }) => id)).toContain(name);
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

/** What the minute's sweep and drain do, alone. */
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

/** One place on Saturday; a job on Friday that wants to go there. */
const contested = async (made: Scene) => {
  await onePlace(made.process, saturday);
  await made.book(friday);
};

describe("one place on another day", async () => {
  const protocol = await loadProtocol();
  const ask = (actors: Asked["actors"], prepare: Asked["prepare"] = contested): Asked => ({ protocol, prepare, actors });

  const moveAndPrune = ask(({ jobs }) => ({
    mover: mover(protocol, "mover", jobs[0], saturday),
    pruner: pruner(protocol, saturday),
  }));
  test("a move and a pruner, with a crash and a lost answer", async () => {
    await explore(await exploration(moveAndPrune, { name: "move, prune; crash, lost answer", crashes: 1, lostAnswers: 1 }));
  });
});

export { findBroken };
export type { Mutation };
export { morning };
