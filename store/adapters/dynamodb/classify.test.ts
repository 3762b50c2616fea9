import { expect, test } from "vitest";
import { classifyWrite } from "./classify.ts";
import type { TableFailure } from "./dynamodb-transport.ts";

const failure = (part: Partial<TableFailure>): TableFailure => ({
  ok: false,
  at: 1_000,
  sent: true,
  status: 400,
  code: "ValidationException",
  reasons: [],
  cause: "cause",
  ...part,
});

test.each([
  ["a failed condition", { code: "ConditionalCheckFailedException" }, "conflict"],
  [
    "a failed condition in a transaction",
    { code: "TransactionCanceledException", reasons: ["None", "ConditionalCheckFailed"] },
    "conflict",
  ],
  ["another transaction", { code: "TransactionConflictException" }, "conflict"],
  [
    "a transaction that another one cancels",
    { code: "TransactionCanceledException", reasons: ["TransactionConflict"] },
    "conflict",
  ],
  ["a transaction that is still under way", { code: "TransactionInProgressException" }, "indeterminate"],
  ["throttling", { code: "ThrottlingException" }, "unavailable"],
  ["an invalid request", {}, "unavailable"],
  ["a refused connection", { sent: false, status: null, code: "ECONNREFUSED" }, "unavailable"],
  ["500", { status: 500, code: "InternalServerError" }, "indeterminate"],
  ["503", { status: 503, code: "ServiceUnavailable" }, "indeterminate"],
  ["no answer", { status: null, code: "TimeoutError", at: null }, "indeterminate"],
  ["a refusal without a time", { code: "ConditionalCheckFailedException", at: null }, "indeterminate"],
])("%s: %o is %s", (_, part, outcome) => {
  expect(classifyWrite(failure(part)).outcome).toBe(outcome);
});
