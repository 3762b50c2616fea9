import type { Settings, SettingsInput } from "./settings-api.ts";

/** All settings as they are to be saved. */
export type Written = Settings & Pick<SettingsInput, "currency_change">;

/**
 * A part of the settings that is edited and saved by itself. `T` is flat: each of its keys is one thing that a
 * person decides, and so one thing that two people can have decided differently.
 */
export interface Section<T extends object> {
  id: string;
  title: string;
  read: (settings: Settings) => T;
  write: (settings: Settings, value: T) => Written;
  /** `settings` with this section as it was in `before`, where more than `write` has to be undone. */
  restore?: (settings: Settings, before: Settings) => Written;
  /** What a key is called, and what its value says, in words. */
  label: (key: string) => string;
  text: (key: string, value: T, settings: Settings) => string;
}

/**
 * What both wanted, where that is not the same thing. `theirs` and `mine` both began with `base`; where only one
 * changed a key, that change stands.
 */
export const merge = <T extends object>(base: T, theirs: T, mine: T): { merged: T; conflicts: string[] } => {
  const conflicts: string[] = [];
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [was, they, me] = [base, theirs, mine].map((of) => Reflect.get(of, key) as unknown);
    const [mineChanged, theirsChanged] = [!same(was, me), !same(was, they)];
    if (mineChanged && theirsChanged && !same(they, me)) conflicts.push(key);
    const value = mineChanged ? me : they;
    if (value !== undefined) merged[key] = value;
  }
  return { merged: merged as T, conflicts };
};

/** Mine, with `keys` as they are in `theirs`. */
export const takeTheirs = <T extends object>(mine: T, theirs: T, keys: string[]): T => {
  const taken = keys.map((key): [string, unknown] => [key, Reflect.get(theirs, key)]);
  const next = { ...mine, ...Object.fromEntries(taken) };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as T;
};

/** Equal as JSON is: the order of fields is the same on both sides, since one server wrote them. */
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
