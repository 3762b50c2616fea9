import { DomainError } from "./domain-error.ts";

/**
 * Refuses a change whose author saw other values than there are now. `seen` holds the fields that the author changes, as
 * the author knew them. A field that has become what the author wants is no conflict.
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
  if (stale) throw new DomainError("stale", "Another person changed this meanwhile.", { facts: { current } });
};
