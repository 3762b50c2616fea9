import type { ObjectStore } from "../../store/port/object-store.ts";
import type { Actor, Context } from "./actor.ts";
import { ObjectWorld } from "./object-world.ts";
import { BrokenSchedule, replayAll, searchAll, type Search, type Searched, type View } from "./search.ts";

/**
 * Runs real code under every order of its store calls, and finds an order that breaks an invariant.
 *
 *     test("an opening is never sold twice", async () => {
 *       await explore({
 *         name: "two bookings and a move",
 *         setup: async (store) => { … one opening … },
 *         actors: {
 *           ann: async ({ store, clock, random }) => book(openLog(store, clock, random), "ann"),
 *           bob: async ({ store, clock, random }) => book(openLog(store, clock, random), "bob"),
 *           later: async ({ pass }) => pass(30_000),
 *         },
 *         crashes: 1,
 *         invariant: async ({ store, results, told, ended }) => {
 *           if (ended) expect(await openingsSold(store)).toBeLessThanOrEqual(1);
 *         },
 *       });
 *     });
 *
 * - An **actor** is a process: an async function with its own handles. It acts only by store calls, and each waits until
 *   the schedule grants it. It must share no variable with other actors and must create its own objects, because it runs
 *   again from the start for every schedule. It returns what the invariant needs, or records it with `tell`, which
 *   outlives a crash.
 * - **Time** moves only by `pass(ms)`, a step. `clock.sleep` returns when granted and moves no time, so code that waits
 *   for a time needs an actor that passes it. Code that polls forever is reported (`maxSteps`).
 * - **Faults** have a budget, and each is tried at every possible step: `crashes` (an actor takes no further step),
 *   `lostAnswers` (a put or delete is applied, its caller gets `indeterminate`), `latePuts` (its caller gets `indeterminate`; it is
 *   applied at any later step, under its own condition, or never), `doubled` (a put or delete is delivered twice, and the
 *   answer is the second one's), `unavailable` (any call, without effect).
 * - **States** are equal if the store's contents, everything each actor has seen, the calls in flight and the remaining
 *   budget are equal. Use few and small steps: two actors of 8 calls have a few hundred states, three have ten thousand,
 *   and each fault multiplies that by about the number of writes.
 * - A **BrokenSchedule** lists the steps and their outcomes. `replay(options, schedule)` runs only that one, for a
 *   debugger. `findBroken(options)` returns it, for tests of known faults.
 */
export const explore = (options: Exploration): Promise<Searched> => searchAll(searchOf(options));

export const replay = async (options: Exploration, schedule: string[]): Promise<StoreView> =>
  withStore(await replayAll(searchOf(options), schedule));

/** Returns the schedule that breaks the invariant. Rejects if none does. */
export const findBroken = async (options: Exploration): Promise<BrokenSchedule> => {
  try {
    const { states } = await explore(options);
    throw new Error(`Nothing breaks it in ${states} states`);
  } catch (error) {
    if (error instanceof BrokenSchedule) return error;
    throw error;
  }
};

export interface Exploration extends Omit<Search<ObjectStore>, "world" | "actors" | "invariant"> {
  actors: Record<string, (context: StoreContext) => Promise<unknown>>;
  invariant(view: StoreView): Promise<void> | void;
}

export type StoreContext = Omit<Context<ObjectStore>, "handle" | "atomically"> & { store: ObjectStore };
export type StoreView = Omit<View<ObjectStore>, "handle" | "world"> & { store: ObjectStore };

const searchOf = ({ actors, invariant, ...rest }: Exploration): Search<ObjectStore> => ({
  ...rest,
  world: new ObjectWorld(),
  actors: Object.fromEntries(
    Object.entries(actors).map(([name, actor]): [string, Actor<ObjectStore>] => [
      name,
      (context) => actor(withStore(context)),
    ]),
  ),
  invariant: (view) => invariant(withStore(view)),
});

const withStore = <Given extends { handle: ObjectStore }>({ handle, ...rest }: Given) => ({ ...rest, store: handle });
