/** A call that did not succeed, before anyone has judged it. */
export interface Failure {
  ok: false;
  /** False when not one byte can have reached the table. */
  sent: boolean;
  /** The HTTP status; null where there was no answer, or half of one. */
  status: number | null;
  /** DynamoDB's own word (`TransactionCanceledException`), else the system's (`ECONNRESET`). */
  code: string;
  /** Of a cancelled transaction: a word for each item, in the order of its writes. */
  reasons: string[];
  cause: unknown;
}

export type Judgement =
  | { kind: "refused"; writes: number[] }
  | { kind: "raced" }
  | { kind: "underway" }
  | { kind: "unavailable" }
  | { kind: "unknown" };

/**
 * What a failed write means. Only DynamoDB's own refusal is believed: everything from 500 on, and every answer that did
 * not come whole, may hide a write that landed, or will.
 *
 * | answer | meaning |
 * |---|---|
 * | ConditionalCheckFailed, alone or among the reasons of a cancelled transaction | `refused`: these conditions did not hold; nothing was changed |
 * | TransactionConflict, ThrottlingError, ProvisionedThroughputExceeded and nothing else | `raced`: another came first, or there were too many; nothing was changed, and the same may be sent again |
 * | TransactionInProgressException | `underway`: the same transaction, sent before, is still being carried out |
 * | other 4xx, and what was never sent | `unavailable`: nothing was changed |
 * | the rest | `unknown` |
 */
export const judge = ({ sent, status, code, reasons }: Failure): Judgement => {
  if (code === "ConditionalCheckFailedException") return { kind: "refused", writes: [0] };
  if (code === "TransactionCanceledException") {
    const refused = reasons.flatMap((reason, index) => (reason === "ConditionalCheckFailed" ? [index] : []));
    if (refused.length > 0) return { kind: "refused", writes: refused };
    const others = reasons.filter((reason) => reason !== "None");
    return { kind: others.length > 0 && others.every((reason) => passing.has(reason)) ? "raced" : "unavailable" };
  }
  if (code === "TransactionInProgressException") return { kind: "underway" };
  if (busy.has(code)) return { kind: "raced" };
  if (!sent || (status !== null && status >= 400 && status < 500)) return { kind: "unavailable" };
  return { kind: "unknown" };
};

const passing = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);
const busy = new Set([
  "TransactionConflictException",
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
]);
