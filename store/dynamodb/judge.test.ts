import { describe, expect, test } from "vitest";
import { judge, type Failure } from "./judge.ts";

const failure = (more: Partial<Failure>): Failure => ({
  ok: false,
  sent: true,
  status: 400,
  code: "",
  reasons: [],
  cause: null,
  ...more,
});
const cancelled = (...reasons: string[]) => judge(failure({ code: "TransactionCanceledException", reasons }));

describe("what a failed write means", () => {
  test("a condition that did not hold is a refusal, and says whose it was", () => {
    expect(judge(failure({ code: "ConditionalCheckFailedException" }))).toEqual({ kind: "refused", writes: [0] });
    expect(cancelled("None", "ConditionalCheckFailed", "None", "ConditionalCheckFailed")).toEqual({
      kind: "refused",
      writes: [1, 3],
    });
    expect(cancelled("TransactionConflict", "ConditionalCheckFailed")).toEqual({ kind: "refused", writes: [1] });
  });

  test("others that came first, and too many at once, changed nothing: the same may be sent again", () => {
    for (const reason of ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])
      expect(cancelled("None", reason)).toEqual({ kind: "raced" });
    for (const code of [
      "TransactionConflictException",
      "ThrottlingException",
      "ProvisionedThroughputExceededException",
    ])
      expect(judge(failure({ code }))).toEqual({ kind: "raced" });
  });

  test("the same transaction, still under way, may land", () => {
    expect(judge(failure({ code: "TransactionInProgressException" }))).toEqual({ kind: "underway" });
  });

  test("a fault of ours changed nothing, and is not sent for ever", () => {
    for (const reason of ["ValidationError", "ItemCollectionSizeLimitExceeded"])
      expect(cancelled("None", reason)).toEqual({ kind: "unavailable" });
    expect(cancelled("None", "TransactionConflict", "ValidationError")).toEqual({ kind: "unavailable" });
    expect(cancelled()).toEqual({ kind: "unavailable" });
    for (const code of ["ValidationException", "AccessDeniedException", "ResourceNotFoundException"])
      expect(judge(failure({ code }))).toEqual({ kind: "unavailable" });
  });

  test("what was never sent changed nothing; what got no whole answer may have", () => {
    expect(judge(failure({ sent: false, status: null, code: "ECONNREFUSED" }))).toEqual({ kind: "unavailable" });
    expect(judge(failure({ status: null, code: "ECONNRESET" }))).toEqual({ kind: "unknown" });
    expect(judge(failure({ status: null, code: "TimeoutError" }))).toEqual({ kind: "unknown" });
    for (const status of [500, 503])
      expect(judge(failure({ status, code: "InternalServerError" }))).toEqual({ kind: "unknown" });
  });
});
