import { friday, saturday } from "../../store/conformance/fixture.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { Actor } from "./actor.ts";
import { monday, type actorsOf, type Scene } from "./reservations-world.ts";

/** The processes that meet, and what they find. */
export interface Meeting {
  prepare: (scene: Scene) => Promise<unknown>;
  actors: (scene: Scene, actors: ReturnType<typeof actorsOf>) => Record<string, Actor<ObjectStore>>;
}

/** One opening on Saturday, and a job on Friday that moves there. */
const contested = async (scene: Scene) => {
  await scene.onePlace(saturday);
  await scene.book(friday);
};

export const bookAndMove: Meeting = {
  prepare: contested,
  actors: ({ jobs }, { mover, booker }) => ({
    mover: mover("mover", jobs[0], saturday),
    booker: booker("booker", saturday),
  }),
};

export const moveAndPrune: Meeting = {
  prepare: contested,
  actors: ({ jobs }, { mover, pruner }) => ({ mover: mover("mover", jobs[0], saturday), pruner: pruner(saturday) }),
};

export const bookMoveAndPrune: Meeting = {
  prepare: contested,
  actors: (scene, actors) => ({ ...bookAndMove.actors(scene, actors), pruner: actors.pruner(saturday) }),
};

export const twoMovers: Meeting = {
  prepare: async (scene) => {
    await contested(scene);
    await scene.book(monday);
  },
  actors: ({ jobs }, { mover }) => ({
    first: mover("first", jobs[0], saturday),
    second: mover("second", jobs[1], saturday),
  }),
};

/** A move to Monday and back to Saturday, while a pruner checks the reservation that was left on Saturday. */
export const thereAndBack: Meeting = {
  prepare: async (scene) => {
    await scene.book(friday);
    await scene.move(0, saturday);
  },
  actors: ({ jobs }, { mover, pruner }) => ({
    mover: mover("mover", jobs[0], monday, saturday),
    pruner: pruner(saturday),
  }),
};

/** Two people move the same job. */
export const oneJobTwice: Meeting = {
  prepare: contested,
  actors: ({ jobs }, { mover }) => ({
    first: mover("first", jobs[0], saturday),
    second: mover("second", jobs[0], monday),
  }),
};

/** Two processes use one write id, because the answer of the first one to its caller was lost. */
export const retried: Meeting = {
  prepare: contested,
  actors: ({ jobs }, { mover }) => ({
    mover: mover("mover", jobs[0], saturday),
    again: mover("mover", jobs[0], saturday),
  }),
};

/** The mover is suspended for two days, and its home day is compacted before it goes on. */
export const suspended: Meeting = {
  prepare: contested,
  actors: ({ jobs }, { mover, prunerInOneStep, compaction }) => ({
    mover: mover("mover", jobs[0], saturday),
    pruner: prunerInOneStep(saturday),
    compaction: compaction(friday),
  }),
};
