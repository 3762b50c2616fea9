import { MemoryObjectStore } from "../../store/objects/memory/memory-object-store.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";
import { ScheduledObjectStore } from "../../store/objects/wrap/scheduled-object-store.ts";
import type { ScheduledCall } from "../../store/objects/wrap/scheduled-object-store.ts";
import type { Actor, Context, Take, World } from "./actor.ts";
import { digestOf } from "./digest.ts";
import { BrokenSchedule, replayAll, searchAll } from "./search.ts";
import type { Search, Searched, View } from "./search.ts";

/**
 * Runs real code under every order in which its store calls can meet, and finds the one that breaks a promise.
 *
 *     test("a place is never sold twice", async () => {
 *       await explore({
 *         name: "two bookings and a move",
 *         setup: async (store) => { … one free place … },
 *         actors: {
 *           ann: async ({ store, clock, random }) => book(new DayDocuments(store, clock, random), "ann"),
 *           bob: async ({ store, clock, random }) => book(new DayDocuments(store, clock, random), "bob"),
 *           later: async ({ pass }) => pass(30_000),
 *         },
 *         crashes: 1,
 *         invariant: async ({ store, results, told, ended }) => {
 *           if (ended) expect(await placesSold(store)).toBeLessThanOrEqual(1);
 *         },
 *       });
 *     });
 *
 * - An **actor** is a process: an async function with its own handles. All that it does to the world is a store call,
 *   and each waits until the schedule comes to it. It must share no variable with other actors, and build its own
 *   objects inside, since it is run again from the start for every schedule. What the invariant should know it returns,
 *   or says on the way with `tell` (which outlives a crash).
 * - **Time** stands still but for `pass(ms)`, a step. `clock.sleep` returns when granted and moves no time, so code that
 *   waits for a time to come needs an actor that passes it. Code that polls for ever is reported (`maxSteps`).
 * - **Faults** have a budget, each spent once wherever it could happen: `crashes` (an actor takes no further step),
 *   `lostAnswers` (a put or delete lands, its caller is told `unknown`), `latePuts` (told `unknown` now; lands at any
 *   later point, under its own condition, or never), `doubled` (a put or delete is delivered twice, and the answer is
 *   the second's), `unavailable` (any call, without effect).
 * - **States** are equal when the contents of the store, all that each actor has seen, what is in flight and what is
 *   left of the budget are. So the fewer and the smaller the steps, the better: two actors of 8 calls have a few
 *   hundred states, three have ten thousand, each fault multiplies by about the number of writes.
 * - A **BrokenSchedule** lists the steps and their outcomes. `replay(options, schedule)` runs just that one, for a
 *   debugger; `findBroken(options)` returns it, for tests of the known-bad.
 */
export const explore = (options: Exploration): Promise<Searched> => searchAll(searchOf(options));

export const replay = async (options: Exploration, schedule: string[]): Promise<StoreView> =>
  withStore(await replayAll(searchOf(options), schedule));

/** The schedule that breaks it; rejects when none does. */
export const findBroken = async (options: Exploration): Promise<BrokenSchedule> => brokenBy(() => explore(options));

export const brokenBy = async (search: () => Promise<Searched>): Promise<BrokenSchedule> => {
  try {
    const { states } = await search();
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
  world: new StoreWorld(new MemoryObjectStore()),
  actors: Object.fromEntries(
    Object.entries(actors).map(([name, actor]): [string, Actor<ObjectStore>] => [
      name,
      (context) => actor(withStore(context)),
    ]),
  ),
  invariant: (view) => invariant(withStore(view)),
});

const withStore = <Given extends { handle: ObjectStore }>({ handle, ...rest }: Given) => ({ ...rest, store: handle });

const FABRICATED = new Error("A fault made by the checker");

class StoreWorld implements World<ObjectStore> {
  readonly #store: MemoryObjectStore;

  constructor(store: MemoryObjectStore) {
    this.#store = store;
  }

  clone(): StoreWorld {
    return new StoreWorld(this.#store.clone());
  }

  direct(): ObjectStore {
    return this.#store;
  }

  scheduled(take: Take): ObjectStore {
    return new ScheduledObjectStore(this.#store, {
      grant: async <Outcome>(call: ScheduledCall<Outcome>) => {
        const writes = call.verb === "put" || call.verb === "delete";
        const result = await take({
          label: `${call.verb} ${call.key}`,
          kind: writes ? "write" : "read",
          run: () => call.send(),
          ...(writes ? { doubtful: { outcome: "unknown", cause: FABRICATED } } : {}),
          refused: { outcome: "unavailable", cause: FABRICATED },
        });
        // One of the outcomes that this verb has, on the word of the port.
        return result as Outcome;
      },
    });
  }

  fingerprint(): string {
    const lines: string[] = [];
    for (const { key, version, body } of this.#store.entries()) {
      lines.push(`${key} ${version} ${body === undefined ? "" : digestOf(body)}`);
    }
    return lines.sort().join("\n");
  }
}
