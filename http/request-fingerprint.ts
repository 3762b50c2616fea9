import { createHash } from "node:crypto";
import { canonicalJson } from "../domain/canonical-json.ts";
import { freshId, type Random } from "../domain/random.ts";
import type { Job } from "../domain/job.ts";
import { DomainError } from "../domain/domain-error.ts";

/** Identifies a request by its Idempotency-Key and its content, so that a retry does not change anything twice. */
export interface RequestFingerprint {
  /** The write id of the change. A retry has the same one. */
  write: string;
  /** For creations: the hash of the key, and the hash of the request that was sent with it. */
  idempotency?: { hash: string; request: string };
  /** For changes: throws if this job already has a change with the same key and another request. */
  guard: (job: Job) => void;
}

/**
 * Returns the fingerprint of a request. The operation and the object are part of it, so the same key on another job is
 * another request. A request without a key is unique.
 */
export const fingerprintRequest = (
  random: Random,
  request: { key: string | undefined; operation: string; object: string; body: unknown },
): RequestFingerprint => {
  if (request.key === undefined) return { write: freshId(random), guard: () => undefined };
  const hash = sha256(JSON.stringify([request.operation, request.object, request.key]));
  const content = sha256(canonicalJson(request.body));
  const prefix = `${hash.slice(0, 16)}.`;
  const write = prefix + content.slice(0, 8);
  return {
    write,
    idempotency: { hash, request: content },
    guard: (job) => {
      if (!job.history.some(({ id }) => id.startsWith(prefix) && id !== write)) return;
      throw new DomainError(
        "idempotency_key_reused",
        "This Idempotency-Key was already used for another request. Send a new key.",
      );
    },
  };
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64url");
