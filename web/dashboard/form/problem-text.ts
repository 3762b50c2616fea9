import type { Problem } from "../../../http/client.ts";
import * as staff from "#message/staff.ts";
import { problemText as textOf } from "../../shared/problem-text.ts";

/** What is wrong with each control, by its JSON path (`customer.phone`). Empty if the problem names no field. */
export const fieldErrors = (problem: Problem | null): Record<string, string> =>
  Object.fromEntries(
    (problem?.errors ?? []).map(({ field, message }) => [field.slice(1).replaceAll("/", "."), message]),
  );

/** What stands above a form, or in a notice, if no field explains the problem. Null means that the server did not answer. */
export const problemText = (problem: Problem | null): string => textOf(problem, staff.problems);
