import { epochOf, type Instant } from "../../../domain/clock.ts";
import { UnreadableDocument } from "../../job-store.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import { listKeys } from "../log/list-keys.ts";
import { tolerate } from "../tolerate.ts";

/**
 * Deletes the records of idempotency keys that are older than 25 hours; they are promised for 24. Checks at most `most`
 * keys after `after`, and returns where the next round begins, or an empty string after the last key.
 */
export const deleteExpiredKeys = async (
  objects: ObjectStore,
  { after, most, report }: { after: string; most: number; report: (error: unknown) => void },
): Promise<string> => {
  let checked = 0;
  for await (const key of listKeys(objects, "keys/", after)) {
    await tolerate(report, () => deleteIfExpired(objects, key));
    checked += 1;
    if (checked === most) return key;
  }
  return "";
};

const deleteIfExpired = async (objects: ObjectStore, key: string): Promise<void> => {
  const got = await objects.get(key);
  if (got.outcome !== "found") return;
  // A key that is used again after 25 hours, at this very moment, loses its protection. No promise covers it.
  if (got.at - epochOf(settledAt(key, got.body)) > kept_ms) await objects.delete(key);
};

const settledAt = (key: string, body: Uint8Array): Instant => {
  try {
    return (JSON.parse(Buffer.from(body).toString()) as { at: Instant }).at;
  } catch (error) {
    throw new UnreadableDocument(key, error);
  }
};

const kept_ms = 25 * 3_600_000;
