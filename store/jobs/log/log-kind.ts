/** The rules of one kind of log: how records build a state. All functions are pure. */
export interface LogKind<State, LogRecord> {
  readonly empty: State;
  /**
   * Applies a record of entry `n`. Applying one record twice gives the same state as applying it once. The records of a
   * snapshot have the number of the entry after which it was made.
   */
  apply(state: State, record: LogRecord, n: number): State;
  /** The records from which `apply` builds this state again: the content of a snapshot. */
  recordsOf(state: State): Iterable<LogRecord>;
}

/** A change that a caller wants. */
export interface Change<State, LogRecord, Result> {
  /**
   * Decides on a state. A decision without records is a rejection or changes nothing. Runs again after a lost race, so it
   * may generate new ids each time.
   */
  decide(state: State): { records: readonly LogRecord[]; result: Result };
  /**
   * Finds this change in a state by an id that it left there, and returns its result; null if it is not there. A process
   * that lost the answer to its write learns the result this way.
   */
  findIn(state: State): { result: Result } | null;
}
