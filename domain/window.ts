import type { Window } from "./day.ts";

/**
 * True for windows that share time. Windows that only touch, such as 08:00–12:00 and 12:00–16:00, share none. It is not
 * in `day.ts`, because pages import it and `day.ts` loads the calendar library.
 */
export const overlap = (a: Window, b: Window): boolean =>
  (a.start === b.start && a.end === b.end) || (a.start < b.end && b.start < a.end);
