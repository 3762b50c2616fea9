import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { DomainError } from "../domain/domain-error.ts";
import { OutcomeUnknown, StoreUnavailable, UnreadableDocument } from "../store/job-store.ts";
import { problems, type Problem } from "./problem.ts";
import type { HttpEnv } from "./route.ts";

/** Responds with the problem of an error. Reports a fault of ours; its text does not reach the caller. */
export const respondWithError = (
  error: unknown,
  c: Context<HttpEnv>,
  onFault: (error: unknown, requestId: string) => void,
): Response => {
  const known = domainErrorOf(error);
  // A retry does not help with an unreadable document, so the log has to name it.
  if (known === null || error instanceof UnreadableDocument) onFault(error, c.get("requestId"));
  return respondWithProblem(known, c);
};

/** Responds with the problem of a domain error, or with `internal` for null. */
export const respondWithProblem = (error: DomainError | null, c: Context<HttpEnv>): Response => {
  const problem = problemOf(error, c.get("requestId"));
  c.set("code", problem.code);
  const headers: Record<string, string> = { "Content-Type": "application/problem+json" };
  const { retry_after_seconds: seconds, current, allow } = problem;
  if (typeof seconds === "number") headers["Retry-After"] = String(seconds);
  if (typeof current === "object" && current !== null && "rev" in current) headers["ETag"] = `"${String(current.rev)}"`;
  if (typeof allow === "string") headers["Allow"] = allow;
  return c.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, headers);
};

/** The domain error that describes an error to the caller. Null for a fault of ours. */
const domainErrorOf = (error: unknown): DomainError | null => {
  if (error instanceof DomainError) return error;
  // The framework throws these two itself.
  if (error instanceof HTTPException && error.status === 415)
    return new DomainError("json_required", "Send JSON, with content-type application/json.");
  if (error instanceof HTTPException && error.status === 400)
    return new DomainError("malformed_json", "The request cannot be read. Send valid JSON.");
  const retry = { facts: { retry_after_seconds: 2 } };
  if (error instanceof StoreUnavailable) {
    return new DomainError(
      "store_unavailable",
      "We can't reach our records right now. Nothing was changed. Try again.",
      retry,
    );
  }
  if (error instanceof OutcomeUnknown) {
    return new DomainError(
      "store_unavailable",
      "We couldn't confirm that this was saved. Try again with the same Idempotency-Key: it is saved only once.",
      retry,
    );
  }
  if (error instanceof UnreadableDocument) {
    return new DomainError(
      "store_unavailable",
      "Some of our records can't be read right now, so nothing was changed. The problem is in our log.",
    );
  }
  return null;
};

const problemOf = (error: DomainError | null, requestId: string): Problem => {
  const code = error?.code ?? "internal";
  return {
    type: `/problems/${code}`,
    ...problems[code],
    code,
    detail: error?.message ?? "Something went wrong on our side. The problem is in our log. Try again.",
    request_id: requestId,
    ...(error === null || error.fields.length === 0 ? {} : { errors: error.fields }),
    ...error?.facts,
  };
};
