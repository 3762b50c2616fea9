import { setImmediate } from "node:timers/promises";
import type { Actor, World } from "./actor.ts";
import { Run, type Budget, type Remembered } from "./run.ts";

/** What an invariant can read. */
export interface View<Handle> {
  /** A copy of the shared system, so an invariant cannot change a run. */
  world: World<Handle>;
  /** A direct handle on it. */
  handle: Handle;
  /** The result of each actor that has finished. */
  results: Record<string, unknown>;
  /** The statements that each actor has recorded so far, crashed actors included. */
  told: Record<string, unknown[]>;
  crashed: string[];
  now: number;
  /** True if no actor will take another step. A late put may still be applied; then the invariant runs again. */
  ended: boolean;
}

export interface Search<Handle> extends Partial<Budget> {
  /** Named when its states are counted on the console. */
  name?: string;
  world: World<Handle>;
  /** Runs once at the beginning, without steps. */
  setup?(handle: Handle): Promise<void>;
  actors: Record<string, Actor<Handle>>;
  /** Throws if the state is forbidden. Runs in every state; most check only if `ended`. */
  invariant(view: View<Handle>): Promise<void> | void;
  /** Past this number of states the search fails, because it is incomplete. Default 200,000. */
  maxStates?: number;
  /** A longer schedule is a fault: some actor never ends. Default 400. */
  maxSteps?: number;
  /** The start of the clock, in milliseconds since the epoch. */
  now?: number;
}

export interface Searched {
  states: number;
  /** The number of final states. */
  ends: number;
  /** The number of runs from the start. */
  runs: number;
}

/** A schedule that leads to a forbidden state, or to an error in an actor. */
export class BrokenSchedule extends Error {
  override name = "BrokenSchedule";
  /** For `replay`. */
  readonly schedule: string[];

  constructor(cause: unknown, schedule: string[], trace: string[]) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const steps = trace.map((line, index) => `${String(index + 1).padStart(4)}  ${line}`);
    super([reason, "after this schedule:", ...steps, `replay(…, ${JSON.stringify(schedule)})`].join("\n"), { cause });
    this.schedule = schedule;
  }
}

/**
 * Runs the real code from the start under every schedule within the budget, and stops a schedule at a state that another
 * one reached before. Rejects with a BrokenSchedule.
 */
export const searchAll = async <Handle>(search: Search<Handle>): Promise<Searched> => {
  const { maxStates = 200_000, maxSteps = 400 } = search;
  const visited = new Set<string>();
  const start = await prepare(search);
  // The current schedule, with its choices.
  const path: Fork[] = [];
  let runs = 0;
  let ends = 0;
  do {
    // Yields to the test runner, because everything below uses only promise callbacks.
    await setImmediate();
    const run = await start();
    runs += 1;
    const fork = path.at(-1);
    if (fork !== undefined) {
      await run.repeat(labelsOf(path.slice(0, -1)), fork.before);
      await run.take(fork.labels[fork.at]);
    }
    for (;;) {
      const fingerprint = run.fingerprint();
      if (visited.has(fingerprint)) break;
      visited.add(fingerprint);
      if (visited.size > maxStates) throw new Error(`More than ${maxStates} states`);
      await judge(search, run, labelsOf(path));
      const choices = run.choices();
      const [first] = choices;
      if (run.ended) ends += 1;
      if (first === undefined) break;
      path.push({ labels: choices.map(({ label }) => label), at: 0, before: run.remember() });
      if (path.length > maxSteps) {
        throw new BrokenSchedule(new Error(`No end after ${maxSteps} steps`), labelsOf(path), run.trace);
      }
      await first.take();
    }
  } while (backtrack(path));
  const { name } = search;
  if (name !== undefined) console.info(`${name}: ${visited.size} states, ${ends} ends, ${runs} runs`);
  return { states: visited.size, ends, runs };
};

/** Runs one schedule and checks the invariant after each step. Resolves with the last view. */
export const replayAll = async <Handle>(search: Search<Handle>, schedule: string[]): Promise<View<Handle>> => {
  const run = await (await prepare(search))();
  for (const [index, label] of schedule.entries()) {
    await run.take(label);
    await judge(search, run, schedule.slice(0, index + 1));
  }
  return viewOf(run);
};

const prepare = async <Handle>(search: Search<Handle>): Promise<() => Promise<Run<Handle>>> => {
  const world = search.world.clone();
  await search.setup?.(world.direct(() => 0));
  const { crashes = 0, lostAnswers = 0, latePuts = 0, doubled = 0, unavailable = 0 } = search;
  const { now = Date.UTC(2026, 10, 27, 16) } = search;
  return async () => {
    const run = new Run(world.clone(), search.actors, { crashes, lostAnswers, latePuts, doubled, unavailable }, now);
    await run.settle();
    return run;
  };
};

const judge = async <Handle>(search: Search<Handle>, run: Run<Handle>, schedule: string[]): Promise<void> => {
  const { failure } = run;
  if (failure !== undefined) {
    const reason = failure.error instanceof Error ? failure.error.message : String(failure.error);
    throw new BrokenSchedule(
      new Error(`${failure.name} failed: ${reason}`, { cause: failure.error }),
      schedule,
      run.trace,
    );
  }
  try {
    await search.invariant(viewOf(run));
  } catch (error) {
    throw new BrokenSchedule(error, schedule, run.trace);
  }
};

const viewOf = <Handle>(run: Run<Handle>): View<Handle> => {
  const { results, told, crashed, now, ended } = run;
  const world = run.world.clone();
  return { world, handle: world.direct(() => now), results, told, crashed, now, ended };
};

interface Fork {
  labels: string[];
  /** The index of the chosen one. */
  at: number;
  before: Remembered;
}

const labelsOf = (path: Fork[]): string[] => path.map(({ labels, at }) => labels[at] ?? "");

/** Moves to the next schedule: the deepest choice with another option. Returns false if there is no other. */
const backtrack = (path: Fork[]): boolean => {
  for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
    last.at += 1;
    if (last.at < last.labels.length) return true;
    path.pop();
  }
  return false;
};
