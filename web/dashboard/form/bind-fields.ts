import type { FieldErrors } from "./form-state.ts";

/** The props that connect one text control to a form. */
export interface BoundField {
  name: string;
  value: string;
  error: string | undefined;
  onInput: (event: { currentTarget: { value: string } }) => void;
}

type TextKey<V> = { [K in keyof V]: V[K] extends string ? K : never }[keyof V] & string;

/**
 * Returns a function that binds a text control to one value of a form. `path` is the JSON path under which the server
 * reports errors of that value; it is also the control's name.
 */
export const bindFields =
  <V extends object>(values: V, errors: FieldErrors, set: (change: Partial<V>) => void) =>
  (key: TextKey<V>, path: string = key): BoundField => ({
    name: path,
    value: String(values[key]),
    error: errors[path],
    onInput: ({ currentTarget }) => set({ [key]: currentTarget.value } as Partial<V>),
  });
