import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";

/** What an actor is given. It must know nothing else that changes: no variable shared with another actor or run. */
export interface Context<Handle> {
  handle: Handle;
  /**
   * Stands still but for `pass`, so that waiting alone makes no new states. `sleep` returns when granted, and `now`
   * counts as something the actor has seen.
   */
  clock: Clock;
  /** The same numbers for the same actor in every run. */
  random: Random;
  /** A step in which so much time goes by for all actors. */
  pass(ms: number): Promise<void>;
  /** Several calls as one step: for what goes on elsewhere and is not itself in question. */
  atomically<Result>(label: string, act: (handle: Handle) => Promise<Result>): Promise<Result>;
  /**
   * Says something to the invariant for good, also when the actor is stopped later: "told the customer: booked".
   * JSON only, since it is a part of the state.
   */
  tell(what: unknown): void;
}

export type Actor<Handle> = (context: Context<Handle>) => Promise<unknown>;

/** One thing an actor wants to do, which waits until the schedule comes to it. */
export interface Step {
  /** Short and readable: it names the step in a schedule. */
  label: string;
  run(): Promise<unknown>;
  /**
   * `local` touches nothing that another actor could see: it commutes with every other step, so it is taken at once
   * and no order is tried. `read` changes nothing, so stopping the actor after it is the same as before it.
   */
  kind: "local" | "read" | "write";
  /** What the actor is told when the answer is lost or the write is late. Without it neither can happen. */
  doubtful?: unknown;
  /** What the actor is told when the call is refused without effect. */
  refused?: unknown;
}

export type Take = (step: Step) => Promise<unknown>;

/** A shared world which actors reach only by steps. */
export interface World<Handle> {
  clone(): World<Handle>;
  /** Equal for equal contents, whatever the order of the writes which led there. */
  fingerprint(): string;
  /** For one actor, each call a step. `now` is for stamps in the world; it is not shown to the actor. */
  scheduled(take: Take, now: () => number): Handle;
  /** For setup and invariants: no steps. */
  direct(now: () => number): Handle;
}
