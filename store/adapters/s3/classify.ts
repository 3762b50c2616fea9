import type { Answered, Indeterminate, Unavailable } from "../../port/object-store.ts";
import type { S3Failure } from "./s3-transport.ts";

/**
 * Returns what a failed put or delete means. Only a refusal with S3's own code counts as one. Every status from 500 on
 * and every broken answer can hide a write that was applied or will be: Ceph answers 500 to most losers of a race, and a
 * proxy answers 503 in the same words as AWS.
 *
 * | answer | outcome |
 * |---|---|
 * | 412 | `conflict` |
 * | 404 NoSuchKey (AWS, for If-Match on a missing key) | `conflict` |
 * | 409 ConditionalRequestConflict or OperationAborted | `conflict` |
 * | another 4xx, or not sent | `unavailable` |
 * | the rest, and a refusal without a `Date` | `indeterminate` |
 */
export const classifyWrite = (
  failure: S3Failure,
): ({ outcome: "conflict" } & Answered) | Unavailable | Indeterminate => {
  const { sent, at, status, code, cause } = failure;
  const isConflict =
    status === 412 || (status === 404 && code === "NoSuchKey") || (status === 409 && conflictCodes.has(code));
  if (isConflict)
    return at === null ? { outcome: "indeterminate", cause: new MissingDate() } : { outcome: "conflict", at };
  if (!sent || (status !== null && status >= 400 && status < 500)) return { outcome: "unavailable", cause };
  return { outcome: "indeterminate", cause };
};

/** Returns what a failed get means. */
export const classifyRead = (failure: S3Failure): ({ outcome: "unchanged" | "missing" } & Answered) | Unavailable => {
  const { at, status, code, cause } = failure;
  const outcome = status === 304 ? "unchanged" : status === 404 && code === "NoSuchKey" ? "missing" : null;
  if (outcome === null) return { outcome: "unavailable", cause };
  return at === null ? { outcome: "unavailable", cause: new MissingDate() } : { outcome, at };
};

/** The answer has no usable `Date` header, so its store time is unknown. */
export class MissingDate extends Error {
  override name = "MissingDate";
  constructor() {
    super("The store's answer has no Date header");
  }
}

const conflictCodes = new Set(["ConditionalRequestConflict", "OperationAborted"]);
