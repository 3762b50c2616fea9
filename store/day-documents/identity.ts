import { epochOf, instantOf, type Clock } from "../../domain/clock.ts";
import type { JobId } from "../../domain/job-id.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Token } from "../../domain/token.ts";
import { keys } from "../keys.ts";
import { OutcomeUnknown, StoreUnavailable } from "../job-store.ts";
import type { ObjectStore, PutCondition } from "../objects/object-store.ts";

export interface Identity {
  id: JobId;
  token: Token;
}

/** The id went to another job between settling on it and committing. */
export class IdTaken extends Error {}

/**
 * Settles, before anything is committed, which job an idempotency key stands for. Whoever repeats the key
 * reads it here and finishes **that** job, also on another day. A key is kept for 24 hours; a refusal is not
 * kept, so the same key may then carry another request.
 */
export const settleIdentity = async (
  objects: ObjectStore,
  clock: Clock,
  { hash, request }: { hash: string; request: string },
  fresh: () => Identity,
  /** Whether the job was made (`ours`), never was (`free`), or another has its id (`taken`). */
  look: (identity: Identity) => Promise<"ours" | "free" | "taken">,
): Promise<Identity> => {
  const key = keys.idempotency(hash);
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const got = await objects.get(key);
    let condition: PutCondition = "absent";
    if (got.outcome === "found") {
      // Only this function writes here.
      const kept = JSON.parse(new TextDecoder().decode(got.body)) as Settled;
      const alive = clock.now() - epochOf(kept.at) < lifetimeMs;
      const state = alive ? await look(kept) : "taken";
      if (kept.request === request && alive && state !== "taken") return { id: kept.id, token: kept.token };
      if (alive && state === "ours") {
        throw new Refusal("idempotency_key_reused", "This Idempotency-Key was used for another request.");
      }
      condition = { version: got.version };
    } else if (got.outcome !== "missing") {
      throw new StoreUnavailable(got);
    }
    const identity = fresh();
    const settled: Settled = { ...identity, request, at: instantOf(clock.now()) };
    const put = await objects.put(key, new TextEncoder().encode(JSON.stringify(settled)), condition);
    if (put.outcome === "stored") return identity;
    // Another request with this key came first, or the answer was lost: what lies there now decides.
  }
  throw new OutcomeUnknown(new Error("The idempotency key could not be settled"));
};

interface Settled extends Identity {
  request: string;
  at: string;
}

const lifetimeMs = 24 * 3_600_000;
