import { DomainError } from "./domain-error.ts";

/**
 * Throws `stale` if the record changed since the author read it. `seen` holds the fields that the author changes, with
 * the values that the author saw. A field that already has the wanted value is no conflict.
 */
export const assertUnchanged = <T extends object>(
  now: T,
  { seen, wanted }: { seen: Partial<T>; wanted: Partial<T> },
  current: unknown,
): void => {
  const stale = Object.entries(seen).some(([field, was]) => {
    const is: unknown = Reflect.get(now, field);
    return was !== undefined && is !== was && is !== Reflect.get(wanted, field);
  });
  if (stale) throw new DomainError("stale", "Another person changed this after you opened it.", { facts: { current } });
};
