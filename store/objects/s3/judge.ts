import type { Unavailable, Unknown } from "../object-store.ts";
import type { Failure } from "./wire.ts";

/**
 * What a failed write means. Only S3's own refusal is believed: everything from 500 on, and every answer that did not
 * come whole, may hide a write that landed, or will. Ceph says 500 to most losers of a race; AWS says that a 503
 * SlowDown was not carried out, but a proxy says 503 in the same words.
 *
 * | answer | meaning |
 * |---|---|
 * | 412 PreconditionFailed | `refused`: the condition did not hold |
 * | 404 NoSuchKey | `missing`: AWS's word for If-Match on no object (Ceph: 412) |
 * | 409 ConditionalRequestConflict, OperationAborted | `raced`: another request was under way; this one did nothing |
 * | other 4xx, and what was never sent | `unavailable` |
 * | the rest | `unknown` |
 */
export const judgeWrite = (failure: Failure): "refused" | "missing" | "raced" | Unavailable | Unknown => {
  const { sent, status, code, cause } = failure;
  if (status === 412) return "refused";
  if (status === 404 && code === "NoSuchKey") return "missing";
  if (status === 409 && raced.has(code)) return "raced";
  if (!sent || (status !== null && status >= 400 && status < 500)) return { outcome: "unavailable", cause };
  return { outcome: "unknown", cause };
};

/** A read changes nothing: there is an object, there is none, or nobody could be asked. */
export const judgeRead = ({ status, code, cause }: Failure): "unchanged" | "missing" | Unavailable => {
  if (status === 304) return "unchanged";
  // An answer to HEAD has no body to say whether it is the key or the bucket; the latter is seen at the start.
  if (status === 404 && (code === "NoSuchKey" || code === "NotFound")) return "missing";
  return { outcome: "unavailable", cause };
};

const raced = new Set(["ConditionalRequestConflict", "OperationAborted"]);
