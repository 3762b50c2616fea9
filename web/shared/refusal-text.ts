import type { Problem } from "../../http/client.ts";
import * as shared from "./message/shared.ts";

/** What to tell a person of a refusal that no field and no choice of theirs explains. Null: the network was silent. */
export const refusalText = (problem: Problem | null, retryAfterSeconds: number): string => {
  if (problem === null) return shared.offline;
  // What is not a matter of seconds has its own reason, and a phone number to call.
  if (problem.code === "too_many_requests" && problem["what"] === undefined) return shared.tooMany(retryAfterSeconds);
  if (problem.code === "store_unavailable" || problem.code === "idempotency_in_progress") return shared.busy;
  return problem.status < 500 ? problem.detail : shared.wrong;
};
