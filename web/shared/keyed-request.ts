/** One request that a person wants to make, with the idempotency key for all its tries. */
export interface KeyedRequest<T> {
  key: string;
  body: T;
}

/**
 * Returns the kept request if it has the same body, or a new one. So a double click, a reload and a retry carry one
 * key, and only a changed body gets a new key. Fields in `ignoring` do not count as a change. The kept body is sent as
 * it was first, because the server compares every byte.
 */
export const withIdempotencyKey = <T extends object>(
  kept: KeyedRequest<T> | null,
  body: T,
  newKey: () => string,
  ignoring: (keyof T)[] = [],
): KeyedRequest<T> => {
  const sense = (value: T) => JSON.stringify({ ...value, ...Object.fromEntries(ignoring.map((name) => [name, 0])) });
  return kept !== null && sense(kept.body) === sense(body) ? kept : { key: newKey(), body };
};
