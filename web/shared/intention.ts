/** One thing that a person meant to do: what is sent, and the key under which it is sent however often. */
export interface Intention<T> {
  key: string;
  body: T;
}

/**
 * The intention to send `body`: the kept one where it says the same, else a new one. So a double click, a
 * reload and a retry all carry one key, and only a changed body gets another. `ignoring` names what may differ
 * without being another wish; the kept body is sent as it first was, because a server may compare every byte.
 */
export const intend = <T extends object>(
  kept: Intention<T> | null,
  body: T,
  newKey: () => string,
  ignoring: (keyof T)[] = [],
): Intention<T> => {
  const sense = (value: T) => JSON.stringify({ ...value, ...Object.fromEntries(ignoring.map((name) => [name, 0])) });
  return kept !== null && sense(kept.body) === sense(body) ? kept : { key: newKey(), body };
};
