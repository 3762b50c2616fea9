/** One key that another person changed after an edit began. */
export interface RemoteChange {
  key: string;
  /** True if the edit changed the same key to another value, so a person has to choose. */
  isConflict: boolean;
}

/** The keys that changed in `remote` since `base`, except those that `local` changed to the same value. */
export const remoteChanges = <T extends object>(base: T, remote: T, local: T): RemoteChange[] =>
  keysOf(base, remote, local).flatMap((key) => {
    const [before, there, here] = [valueAt(base, key), valueAt(remote, key), valueAt(local, key)];
    if (isSame(before, there) || isSame(there, here)) return [];
    return [{ key, isConflict: !isSame(before, here) }];
  });

/**
 * Merges two edits of one flat record that both began with `base`. If only one of them changed a key, that change
 * stands. If both did, `local` stands and the key is in `conflicts`.
 */
export const merge = <T extends object>(base: T, remote: T, local: T): { merged: T; conflicts: string[] } => {
  const merged: Record<string, unknown> = {};
  for (const key of keysOf(remote, local)) {
    const value = isSame(valueAt(base, key), valueAt(local, key)) ? valueAt(remote, key) : valueAt(local, key);
    if (value !== undefined) merged[key] = value;
  }
  const changes = remoteChanges(base, remote, local);
  return { merged: merged as T, conflicts: changes.flatMap(({ key, isConflict }) => (isConflict ? [key] : [])) };
};

/** `local` with `keys` as they are in `remote`. */
export const takeRemote = <T extends object>(local: T, remote: T, keys: string[]): T => {
  const taken = keys.map((key): [string, unknown] => [key, valueAt(remote, key)]);
  const next = { ...local, ...Object.fromEntries(taken) };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as T;
};

/** Compares as JSON. Both sides come from one server, so their fields have one order. */
export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const keysOf = (...records: object[]): string[] => [...new Set(records.flatMap((record) => Object.keys(record)))];
const valueAt = (record: object, key: string): unknown => Reflect.get(record, key);
