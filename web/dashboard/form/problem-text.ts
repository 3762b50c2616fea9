import type { Problem } from "../../../http/client.ts";
import { refusalText } from "../../shared/refusal-text.ts";

/** What is wrong, by the JSON path of its control: `customer.phone`. Empty where no field is to blame. */
export const fieldErrors = (problem: Problem | null): Record<string, string> =>
  Object.fromEntries(
    (problem?.errors ?? []).map(({ field, message }) => [field.slice(1).replaceAll("/", "."), message]),
  );

/** What to say above the form where no field says it. */
export const problemText = (problem: Problem | null): string => refusalText(problem, 0);
