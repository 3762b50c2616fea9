import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";

/** What an actor receives. It must share no other changing state with another actor or run. */
export interface Context<Handle> {
  handle: Handle;
  /**
   * Moves only by `pass`, so that waiting alone makes no new states. `sleep` returns when the schedule grants it, and a
   * reading of `now` counts as something the actor has seen.
   */
  clock: Clock;
  /** Gives an actor the same numbers in every run. */
  random: Random;
  /** A step that moves time for all actors. */
  pass(ms: number): Promise<void>;
  /** Runs several calls as one step, for activity that the test does not examine. */
  atomically<Result>(label: string, act: (handle: Handle) => Promise<Result>): Promise<Result>;
  /**
   * Records a statement for the invariant, such as "confirmed to the customer: booked". It outlives a crash of the actor.
   * JSON only, because it is part of the state.
   */
  tell(what: unknown): void;
}

export type Actor<Handle> = (context: Context<Handle>) => Promise<unknown>;

/** One step that an actor wants to take. It waits until the schedule grants it. */
export interface Step {
  /** A short, readable name of the step in a schedule. */
  label: string;
  run(): Promise<unknown>;
  /**
   * `local` touches nothing that another actor can see. It commutes with every other step, so it is taken immediately
   * and no order is tried. `read` changes nothing, so stopping the actor after it is the same as before it.
   */
  kind: "local" | "read" | "write";
  /** The result for the actor if the answer is lost or the write is late. Without it neither can happen. */
  doubtful?: unknown;
  /** The result for the actor if the call is refused without effect. */
  refused?: unknown;
}

export type Take = (step: Step) => Promise<unknown>;

/** A shared system that actors reach only by steps. */
export interface World<Handle> {
  clone(): World<Handle>;
  /** Equal for equal contents, regardless of the order of the writes. */
  fingerprint(): string;
  /** A handle for one actor, on which each call is a step. `now` is for timestamps in the store; the actor does not see it. */
  scheduled(take: Take, now: () => number): Handle;
  /** A handle for setup and invariants, without steps. */
  direct(now: () => number): Handle;
}
