import * as message from "#message/integrations.ts";
import type { Attempt } from "./integrations-api.ts";

/** What a receiver answered, or why there is no answer, as in `answered 500`. */
export const attemptText = ({ status, error }: Pick<Attempt, "status" | "error">): string =>
  [
    ...(status === null ? [] : [message.answered(status)]),
    ...(error === null || error === "status" ? [] : [message.errors[error]]),
  ].join(", ");
