import { problems, type Problem } from "../../http/problem.ts";
import type { HttpResult } from "./event.ts";

/** A problem response from before the App, in the same shape. */
export const problemResult = (code: keyof typeof problems, detail: string): HttpResult => {
  const problem: Problem = { type: `/problems/${code}`, ...problems[code], code, detail, request_id: "" };
  return {
    statusCode: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      ...(problem.status === 503 ? { "retry-after": "2" } : {}),
    },
    body: JSON.stringify(problem),
    isBase64Encoded: false,
  };
};
