import { expect, test } from "vitest";
import { loadReservations } from "./reservations-code.ts";
import {
  bookAndMove,
  bookMoveAndPrune,
  moveAndPrune,
  oneJobTwice,
  retried,
  suspended,
  thereAndBack,
  twoMovers,
} from "./reservations-scenes.ts";
import { actorsOf, explorationOf, openScene } from "./reservations-world.ts";
import { searchAll } from "./search.ts";

/**
 * Reservations on other days, with the real code under every order of its store calls. An opening is never sold twice, a
 * live reservation is never ended, and after any stop a lone pruner ends everything that is left over.
 */
const code = await loadReservations();

test.each([
  ["a booking and a move; a crash, a lost answer", bookAndMove, { crashes: 1, lostAnswers: 1 }],
  ["a move and a pruner; a crash, a lost answer", moveAndPrune, { crashes: 1, lostAnswers: 1 }],
  ["a move and a pruner; a crash, a late put", moveAndPrune, { crashes: 1, latePuts: 1 }],
  ["a booking, a move and a pruner", bookMoveAndPrune, {}],
  ["two moves to one opening; a crash, a lost answer", twoMovers, { crashes: 1, lostAnswers: 1 }],
  ["there and back, and a pruner; a crash", thereAndBack, { crashes: 1 }],
  ["two moves of one job; a crash, a late put", oneJobTwice, { crashes: 1, latePuts: 1 }],
  ["one move tried in two processes; a crash, a lost answer", retried, { crashes: 1, lostAnswers: 1 }],
  ["a move, a pruner, a compaction and a long pause", suspended, {}],
] as const)("reservations hold: %s", { timeout: 300_000 }, async (name, { prepare, actors }, faults) => {
  const scene = await openScene(code);
  await prepare(scene);
  const { states } = await searchAll(explorationOf(code, scene, actors(scene, actorsOf(code)), { name, ...faults }));
  expect(states).toBeGreaterThan(100);
});
