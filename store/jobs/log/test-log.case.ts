import { seededRandom } from "../../../test/harness/seeded-random.ts";
import { MemoryObjectStore } from "../../adapters/memory/memory-object-store.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import { DayLog } from "./day-log.ts";
import { EntryClock } from "./entry-clock.ts";
import type { Change, LogKind } from "./log-kind.ts";
import { dayLog } from "./log-keys.ts";

export type State = Readonly<Record<string, number>>;
export interface Numbered {
  set: string;
  to: number;
}

/** A log that sets names to numbers. */
export const numbers: LogKind<State, Numbered> = {
  empty: {},
  apply: (state, { set, to }) => ({ ...state, [set]: to }),
  recordsOf: (state) => Object.entries(state).map(([set, to]) => ({ set, to })),
};
export const logName = dayLog("2026-11-27");
export const start_ms = Date.UTC(2026, 10, 27, 14);
export const day_ms = 86_400_000;

/** Sets a name to a number, once: a second time changes nothing and answers "present". */
export const set = (name: string, to: number): Change<State, Numbered, string> => ({
  decide: (state) =>
    name in state ? { records: [], result: "present" } : { records: [{ set: name, to }], result: `set to ${to}` },
  findIn: (state) => (name in state ? { result: `found ${state[name]}` } : null),
});

/** A store of its own whose clock a test moves, and processes on it. */
export const openWorld = (wrap: (store: ObjectStore) => ObjectStore = (store) => store) => {
  let now = start_ms;
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  const store = new MemoryObjectStore(clock.now);
  let processes = 0;
  const open = (objects: ObjectStore = wrap(store)): DayLog<State, Numbered> => {
    processes += 1;
    const random = seededRandom(processes);
    const process = `process${processes}`;
    return new DayLog({
      objects,
      name: logName,
      kind: numbers,
      entryClock: new EntryClock(clock),
      process,
      clock,
      random,
    });
  };
  const pass = (ms: number): void => {
    now += ms;
  };
  return { store, open, pass };
};
