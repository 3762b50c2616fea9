/** One state that only `reduce` changes. Effects read it with `state` and report what happened with `send`. */
export interface Machine<S, E> {
  state(): S;
  send(event: E): void;
}

/** `changed` gets each new state and the one before it; an event that changes nothing is not reported. */
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
