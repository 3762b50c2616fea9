import type { Window } from "../shared/format.ts";
import { windowOf } from "../shared/free-days.ts";
import type { Fields } from "./service.ts";

/** How many times a customer can wish for. */
export const mostPreferred = 3;

/** The times that the customer wished for, without those that have no day. */
export const preferredOf = (fields: Fields): { day: string; window?: Window }[] =>
  Array.from({ length: mostPreferred }, (_, index) => {
    const [day = "", window = ""] = [fields[`preferred.${index}.day`], fields[`preferred.${index}.window`]];
    return { day, window: windowOf(window) };
  })
    .filter(({ day }) => day !== "")
    .map(({ day, window }) => (window === null ? { day } : { day, window }));
