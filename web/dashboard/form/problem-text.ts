import type { Problem } from "../../../http/client.ts";
import * as staff from "#message/staff.ts";
import { problemText as textOf } from "../../shared/problem-text.ts";

/** The error texts of a problem by the JSON path of their control, as in `customer.phone`. */
export const fieldErrors = (problem: Problem | null): Record<string, string> =>
  Object.fromEntries(
    (problem?.errors ?? []).map(({ field, message }) => [field.slice(1).replaceAll("/", "."), message]),
  );

/** The text of a problem above a form or in a notice. Null means that the server did not answer. */
export const problemText = (problem: Problem | null): string => textOf(problem, staff.problems);

/** The present record in a refusal as stale; null in any other. The server sends it as in every answer of that call. */
export const currentIn = <T>(problem: Problem | null): T | null => {
  const current = problem?.code === "stale" ? problem["current"] : null;
  return typeof current === "object" && current !== null ? (current as T) : null;
};
