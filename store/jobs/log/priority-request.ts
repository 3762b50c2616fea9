import type { ObjectStore } from "../../port/object-store.ts";

/** Asks the other writers of a log to pause. It is put without a condition; a lost one costs fairness only. */
export interface PriorityRequest {
  process: string;
  /** How long the write cycle of that process takes. */
  cycle_ms: number;
  at_ms: number;
}

export const requestPriority = async (objects: ObjectStore, key: string, request: PriorityRequest): Promise<void> => {
  await objects.put(key, Buffer.from(JSON.stringify(request)), "any");
};

/** Ends a request of this process. A request that stayed would hold the others back for seconds. */
export const clearPriority = async (objects: ObjectStore, key: string): Promise<void> => {
  await objects.delete(key);
};

/** Returns the request, however old; null without one, or if it cannot be read. */
export const readPriority = async (objects: ObjectStore, key: string): Promise<PriorityRequest | null> => {
  const got = await objects.get(key);
  if (got.outcome !== "found") return null;
  try {
    // Only requestPriority writes here.
    return JSON.parse(Buffer.from(got.body).toString()) as PriorityRequest;
  } catch {
    // Truncated or corrupt: treat it as absent.
    return null;
  }
};
