import type { Problem } from "../../http/client.ts";

/** The sentences of one audience for problems that no field explains. */
export interface ProblemWords {
  offline: string;
  tooMany(seconds: number): string;
  busy: string;
  wrong: string;
}

/** What a person reads about a problem that no field explains. Null means that the server did not answer. */
export const problemText = (problem: Problem | null, words: ProblemWords, retryAfterSeconds = 0): string => {
  if (problem === null) return words.offline;
  // A limit that lasts longer than seconds carries `what`. Its `detail` names the reason and a phone number.
  if (problem.code === "too_many_requests" && problem["what"] === undefined) return words.tooMany(retryAfterSeconds);
  if (problem.code === "store_unavailable" || problem.code === "idempotency_in_progress") return words.busy;
  return problem.status < 500 ? problem.detail : words.wrong;
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
