import type { Problem } from "../../http/client.ts";
import * as customer from "#message/customer.ts";

/** What kind of failure a problem is, if no field explains it. `detail`: the server's own sentence says it best. */
export const problemKind = (problem: Problem | null): "offline" | "too_many" | "busy" | "wrong" | "detail" => {
  if (problem === null) return "offline";
  // A limit that lasts longer than seconds carries `what`. Its `detail` names the reason and a phone number.
  if (problem.code === "too_many_requests" && problem["what"] === undefined) return "too_many";
  if (problem.code === "store_unavailable" || problem.code === "idempotency_in_progress") return "busy";
  return problem.status < 500 ? "detail" : "wrong";
};

/** What a customer reads about a problem that no field explains. Null means that the server did not answer. */
export const problemText = (problem: Problem | null, retryAfterSeconds: number): string => {
  const kind = problemKind(problem);
  if (kind === "detail") return problem?.detail ?? "";
  if (kind === "too_many") return customer.tooMany(retryAfterSeconds);
  return kind === "offline" ? customer.offline : kind === "busy" ? customer.busy : customer.wrong;
};

/** Wraps `fetcher` to remember the wait that the last answer asked for, in seconds. 0 if it asked for none. */
export const rememberRetryAfter = (fetcher: typeof fetch): { fetcher: typeof fetch; retryAfter: () => number } => {
  let seconds = 0;
  return {
    fetcher: async (...request) => {
      const response = await fetcher(...request);
      seconds = Number(response.headers.get("retry-after") ?? 0) || 0;
      return response;
    },
    retryAfter: () => seconds,
  };
};
