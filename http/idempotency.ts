import { canonicalJson } from "../domain/canonical-json.ts";
import { base64url, freshId, type Random } from "../domain/random.ts";
import type { Job } from "../domain/job.ts";
import { DomainError } from "../domain/domain-error.ts";

/** One intention of a caller, named so that repeating it changes nothing twice. */
export interface Intention {
  /** The write id that the change keeps over all its attempts. */
  write: string;
  /** For creations: what the key stands for, and what was asked under it. */
  idempotency?: { hash: string; request: string };
  /** For changes: refuses a key that this job knows with another request. */
  guard: (job: Job) => void;
}

/**
 * `operation` and `object` are part of the key's meaning: the same key on another job is another intention.
 * Without a key each request is an intention of its own.
 */
export const intention = async (
  random: Random,
  request: { key: string | undefined; operation: string; object: string; body: unknown },
): Promise<Intention> => {
  if (request.key === undefined) return { write: freshId(random), guard: () => undefined };
  const hash = await sha256(JSON.stringify([request.operation, request.object, request.key]));
  const asked = await sha256(canonicalJson(request.body));
  const prefix = `${hash.slice(0, 16)}.`;
  const write = prefix + asked.slice(0, 8);
  return {
    write,
    idempotency: { hash, request: asked },
    guard: (job) => {
      if (!job.history.some(({ id }) => id.startsWith(prefix) && id !== write)) return;
      throw new DomainError("idempotency_key_reused", "This Idempotency-Key was used for another request.");
    },
  };
};

const sha256 = async (text: string): Promise<string> =>
  base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
