/**
 * Counts what is done by name (an address, a login, a contact) against a budget, in every process and instance on one
 * store. Names are stored as keyed hashes only. Counts limit abuse: a count may be lost, so nothing else may depend on
 * one. Throws `StoreUnavailable` and `OutcomeUnknown` as the JobStore does: if a count cannot be written, the action
 * that it limits does not run.
 */
export interface Counters {
  /**
   * Takes one from the budget of this name, unless the budget is used up. The first take opens a window of
   * `spanSeconds`; when it ends, the whole budget is back. A refused take writes nothing.
   */
  take(counter: Counter, budget: Budget): Promise<Taken>;
  /** Returns how many were taken in the current window, or 0 without one. */
  used(counter: Counter): Promise<number>;
  /** Returns one to the budget of the current window. */
  giveBack(counter: Counter): Promise<void>;
  /** Closes the window: the whole budget is back. Another process may refuse for `staleMs` longer. */
  reset(counter: Counter): Promise<void>;
  /** Removes windows that have ended. */
  sweep(): Promise<void>;
}

export interface Counter {
  kind: CounterKind;
  name: string;
}

export interface Budget {
  most: number;
  spanSeconds: number;
}

export type Taken = { taken: true; used: number } | { taken: false; retryAfterSeconds: number };

/** Each kind has documents of its own, so that a flood of names of one kind cannot push out those of another. */
export type CounterKind = (typeof counterKinds)[number];
export const counterKinds = [
  "sign-in-from",
  "sign-in-login",
  "sign-in-place",
  "booking-from",
  "booking-hour",
  "booking-contact",
  "booking-request",
  "message-test",
  "links-contact",
  "links-from",
  "texts-a-day",
  "calendar",
] as const;

/** How long a process repeats a refusal without reading the store. */
export const staleMs = 5_000;
