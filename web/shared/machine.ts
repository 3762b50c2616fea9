/** One state that only a reducer changes. Effects read it with `state` and report events with `send`. */
export interface Machine<S, E> {
  state(): S;
  send(event: E): void;
}

/** Calls `changed` with the new and the previous state, if an event changed the state. */
export const createMachine = <S, E>(
  initial: S,
  reduce: (state: S, event: E) => S,
  changed: (state: S, before: S) => void,
): Machine<S, E> => {
  let state = initial;
  return {
    state: () => state,
    send: (event) => {
      const before = state;
      state = reduce(before, event);
      if (state !== before) changed(state, before);
    },
  };
};
