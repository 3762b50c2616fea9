import type { Answered, Indeterminate, Unavailable } from "../../port/object-store.ts";
import type { TableFailure } from "./dynamodb-transport.ts";

/**
 * Returns what a failed write means. Only DynamoDB's own refusal counts as one. Every status from 500 on and every broken
 * answer can hide a write that was applied or will be.
 *
 * | answer | outcome |
 * |---|---|
 * | a condition that did not hold, alone or in a transaction | `conflict` |
 * | another transaction on the item | `conflict` |
 * | throttling, another 4xx, or not sent | `unavailable` |
 * | the rest, and a refusal without a `Date` | `indeterminate` |
 */
export const classifyWrite = (
  failure: TableFailure,
): ({ outcome: "conflict" } & Answered) | Unavailable | Indeterminate => {
  const { sent, at, status, code, reasons, cause } = failure;
  if (conflictCodes.has(code) || reasons.some((reason) => conflictReasons.has(reason))) {
    return at === null ? { outcome: "indeterminate", cause } : { outcome: "conflict", at };
  }
  // The same transaction is still being carried out.
  if (code === "TransactionInProgressException") return { outcome: "indeterminate", cause };
  if (!sent || (status !== null && status >= 400 && status < 500)) return { outcome: "unavailable", cause };
  return { outcome: "indeterminate", cause };
};

const conflictCodes = new Set(["ConditionalCheckFailedException", "TransactionConflictException"]);
const conflictReasons = new Set(["ConditionalCheckFailed", "TransactionConflict"]);
